package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import java.util.StringJoiner;

/**
 * What our keys are: for one use only, sensitive, not extractable. Uses that are not wanted are
 * denied explicitly, because tokens grant some by default.
 */
final class KeyTemplates {
  private KeyTemplates() {}

  static Template publicKey(KeyAlgorithm algorithm, Bytes parameters, boolean resident) {
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

  /** The attributes that {@link #disobedience} looks at. */
  static long[] custody() {
    return new long[] {Cka.SENSITIVE, Cka.EXTRACTABLE, Cka.NEVER_EXTRACTABLE, Cka.LOCAL};
  }

  /** Which custody attributes are not told to be as demanded; empty if all are. */
  static String disobedience(Attributes told) {
    StringJoiner wrong = new StringJoiner(", ");
    if (!told.isSet(Cka.SENSITIVE)) {
      wrong.add("CKA_SENSITIVE is not true");
    }
    if (!told.isClear(Cka.EXTRACTABLE)) {
      wrong.add("CKA_EXTRACTABLE is not false");
    }
    if (!told.isSet(Cka.NEVER_EXTRACTABLE)) {
      wrong.add("CKA_NEVER_EXTRACTABLE is not true");
    }
    if (!told.isSet(Cka.LOCAL)) {
      wrong.add("CKA_LOCAL is not true");
    }
    return wrong.toString();
  }
}
