package dev.claviger.crypto.key;

import dev.claviger.crypto.SignatureScheme;
import java.util.List;

/** Which of a member's keys a vault key is (RFC 9420 §5.3, §7.2, §10). */
public enum KeyPurpose {
  /** Signs leaf nodes, KeyPackages, GroupInfos and messages: {@code signature_key}. */
  SIGNATURE,
  /** Opens the one Welcome that answers a KeyPackage: {@code init_key}. */
  INIT,
  /** Opens path secrets sealed to the member's leaf: {@code encryption_key}. */
  LEAF,
  /** Opens path secrets sealed to a parent node (§7.4): derived, and in no vault by default. */
  PATH,
  /** Opens the ExternalInit of one who lets itself in (§8.3): derived, as above. */
  EXTERNAL;

  /** Those whose keys a vault generates. */
  public static List<KeyPurpose> generated() {
    return List.of(SIGNATURE, INIT, LEAF);
  }

  /** Whether RFC 9420 has all who may have the key derive it, so that no vault can generate it. */
  public boolean isDerived() {
    return this == PATH || this == EXTERNAL;
  }

  /**
   * @throws IllegalArgumentException if the keys of this purpose are generated
   */
  public void requireDerived() {
    if (!isDerived()) {
      throw new IllegalArgumentException("a key for " + this + " is generated, not derived");
    }
  }

  /**
   * Refuses to generate a key that cannot serve this purpose.
   *
   * @throws IllegalArgumentException if a signature key was asked for with a KEM, an HPKE key with
   *     a signature scheme, or a key that is derived
   */
  public void require(KeyAlgorithm algorithm) {
    if (isDerived()) {
      throw new IllegalArgumentException("a key for " + this + " is derived, not generated");
    }
    boolean signs = algorithm instanceof SignatureScheme;
    if (signs != (this == SIGNATURE)) {
      throw new IllegalArgumentException("a key for " + this + " cannot be one of " + algorithm);
    }
  }
}
