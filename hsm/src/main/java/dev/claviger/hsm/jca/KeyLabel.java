package dev.claviger.hsm.jca;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * CKA_LABEL of our keys: {@code claviger:leaf:DHKEM_P256_HKDF_SHA256}. It carries what a token has
 * no attribute for, so that a key is known for what it is after a restart.
 */
record KeyLabel(KeyPurpose purpose, KeyAlgorithm algorithm) {
  private static final String PREFIX = "claviger:";

  /**
   * @throws IllegalArgumentException if the algorithm does not fit the purpose
   */
  KeyLabel {
    purpose.require(algorithm);
  }

  /** Empty if the label is not one of ours. */
  static Optional<KeyLabel> parse(String text) {
    return all().stream().filter(label -> label.toString().equals(text)).findFirst();
  }

  static List<KeyLabel> all() {
    List<KeyLabel> labels = new ArrayList<>();
    for (SignatureScheme scheme : SignatureScheme.values()) {
      labels.add(new KeyLabel(KeyPurpose.SIGNATURE, scheme));
    }
    for (KemId kem : KemId.values()) {
      labels.add(new KeyLabel(KeyPurpose.INIT, kem));
      labels.add(new KeyLabel(KeyPurpose.LEAF, kem));
    }
    return labels;
  }

  @Override
  public String toString() {
    return PREFIX + purpose.name().toLowerCase(Locale.ROOT) + ":" + algorithm;
  }
}
