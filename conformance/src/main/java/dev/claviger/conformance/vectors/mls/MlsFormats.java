package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.VectorFormat;
import java.util.List;

/** The formats of mlswg that are checked. */
public final class MlsFormats {
  private MlsFormats() {}

  public static List<VectorFormat> all() {
    return List.of(
        new CryptoBasicsFormat(),
        new DeserializationFormat(),
        new KeyScheduleFormat(),
        new MessageProtectionFormat(),
        new MessagesFormat(),
        new PassiveClientFormat(),
        new PskSecretFormat(),
        new SecretTreeFormat(),
        new TranscriptHashesFormat(),
        new TreeKemFormat(),
        new TreeMathFormat(),
        new TreeOperationsFormat(),
        new TreeValidationFormat(),
        new WelcomeFormat());
  }
}
