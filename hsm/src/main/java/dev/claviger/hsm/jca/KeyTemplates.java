package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.vendor.VendorProfile;
import java.util.Map;

/**
 * What our keys are: for one use only, sensitive, not extractable. Uses that are not wanted are
 * denied explicitly, because tokens grant some by default.
 */
final class KeyTemplates {
  private static final Map<String, Long> PUBLIC_USES =
      Map.of("CKA_VERIFY", Cka.VERIFY, "CKA_ENCRYPT", Cka.ENCRYPT, "CKA_WRAP", Cka.WRAP);

  private KeyTemplates() {}

  /** What some tokens refuse to hear of public keys is left out: it protects nothing. */
  static Template publicKey(
      KeyAlgorithm algorithm, Bytes parameters, boolean resident, VendorProfile vendor) {
    Template whole = publicKey(algorithm, parameters, resident);
    for (String name : vendor.publicOmitted()) {
      whole = whole.without(PUBLIC_USES.get(name));
    }
    return whole;
  }

  private static Template publicKey(KeyAlgorithm algorithm, Bytes parameters, boolean resident) {
    return Template.empty()
        .with(Cka.TOKEN, resident)
        .with(Cka.PRIVATE, false)
        .with(Cka.EC_PARAMS, parameters)
        .with(Cka.VERIFY, algorithm instanceof SignatureScheme)
        .with(Cka.ENCRYPT, false)
        .with(Cka.WRAP, false);
  }

  static Template privateKey(KeyAlgorithm algorithm, boolean resident) {
    boolean signs = algorithm instanceof SignatureScheme;
    return Template.empty()
        .with(Cka.TOKEN, resident)
        .with(Cka.PRIVATE, true)
        .with(Cka.SENSITIVE, true)
        .with(Cka.EXTRACTABLE, false)
        .with(Cka.SIGN, signs)
        .with(Cka.DERIVE, !signs)
        .with(Cka.DECRYPT, false)
        .with(Cka.UNWRAP, false);
  }

  static Template named(Template template, Bytes id, KeyLabel label) {
    return template.with(Cka.ID, id).with(Cka.LABEL, Bytes.utf8(label.toString()));
  }
}
