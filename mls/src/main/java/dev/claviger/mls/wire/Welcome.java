package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * What lets new members into an epoch (RFC 9420 §12.4.3.1).
 *
 * <pre>
 * struct {
 *   CipherSuite cipher_suite;
 *   EncryptedGroupSecrets secrets&lt;V&gt;;
 *   opaque encrypted_group_info&lt;V&gt;;
 * } Welcome;
 * </pre>
 */
public record Welcome(
    CipherSuiteId cipherSuite, List<EncryptedGroupSecrets> secrets, Bytes encryptedGroupInfo)
    implements MlsMessageBody {
  public Welcome {
    secrets = List.copyOf(secrets);
  }

  public static Welcome read(TlsReader r) {
    return new Welcome(
        ProviderStructs.readCipherSuite(r, "Welcome.cipher_suite"),
        r.list("Welcome.secrets", EncryptedGroupSecrets::read),
        r.opaque("Welcome.encrypted_group_info"));
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.WELCOME;
  }

  @Override
  public void write(TlsWriter w) {
    ProviderStructs.write(cipherSuite, w);
    w.list(secrets).opaque(encryptedGroupInfo);
  }
}
