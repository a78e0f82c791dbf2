package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.CustodyAttribute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.vendor.VendorProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What our keys are: for one use only, sensitive, not extractable. Uses that are not wanted are
 * denied explicitly, because tokens grant some by default.
 */
final class KeyTemplates {
  private static final String EXTRACTABLE = "CKA_EXTRACTABLE";

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
    return Cka.CUSTODY.values().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Which custody attributes are not told to be as demanded; empty if all are.
   *
   * @param untold names of those that nothing is made of, because the token tells them wrongly
   */
  static String disobedience(Attributes told, Set<String> untold) {
    StringJoiner wrong = new StringJoiner(", ");
    for (String name : wrong(told)) {
      if (!untold.contains(name)) {
        wrong.add(name + " is not " + !name.equals(EXTRACTABLE));
      }
    }
    return wrong.toString();
  }

  /** The attributes that were let pass though they are told wrongly. */
  static Set<CustodyAttribute> untold(Attributes told, VendorProfile vendor) {
    return Stream.of(CustodyAttribute.values())
        .filter(attribute -> wrong(told).contains(attribute.ckaName()))
        .filter(attribute -> vendor.untold().contains(attribute.ckaName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a reader of an attestation must know of the attributes that were let pass. */
  static List<String> remarks(Attributes told, VendorProfile vendor) {
    return wrong(told).stream()
        .filter(vendor.untold()::contains)
        .map(
            name ->
                "the token does not tell "
                    + name
                    + " rightly of the keys that it generates, by the vendor files "
                    + vendor.names())
        .toList();
  }

  private static List<String> wrong(Attributes told) {
    List<String> wrong = new ArrayList<>();
    Cka.CUSTODY.forEach(
        (name, type) -> {
          boolean good = name.equals(EXTRACTABLE) ? told.isClear(type) : told.isSet(type);
          if (!good) {
            wrong.add(name);
          }
        });
    Collections.sort(wrong);
    return wrong;
  }
}
