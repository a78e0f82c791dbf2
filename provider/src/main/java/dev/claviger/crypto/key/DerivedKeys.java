package dev.claviger.crypto.key;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.hpke.KemId;
import java.util.List;

/**
 * Where a vault keeps the HPKE keys that RFC 9420 has every member derive: those of parent nodes
 * (§7.4) and {@code external_priv} (§8). {@link KeyVault#generate} cannot make them, because others
 * must come to the same keys; what a vault can do is to take them over as soon as they are there.
 * Implementations are thread-safe.
 */
public interface DerivedKeys {
  /** They stay the software handles that {@code KEM.DeriveKeyPair} makes. */
  static DerivedKeys software() {
    return SoftwareDerivedKeys.INSTANCE;
  }

  /** {@link KeyCustody#SOFTWARE} or {@link KeyCustody#IMPORTED}. */
  KeyCustody custody();

  /** Whether keys of that KEM can be kept, and by what. */
  VaultSupport supports(KemId kem);

  /**
   * Takes key pairs over: all of them or, if one is refused, none. Whatever happens, what was given
   * is not usable any more, unless it is what is returned.
   *
   * @param purpose PATH or EXTERNAL
   * @param derived pairs of {@code CipherSuite.deriveKeyPair} that nobody else uses
   * @return the pairs to be used instead, in the same order; {@link #destroy} ends their lives
   * @throws IllegalArgumentException if the purpose or a key is another
   * @throws UnsupportedKeyException if {@link #supports} says no
   * @throws VaultException if the vault fails
   */
  List<HpkeKeyPair> keep(KeyPurpose purpose, List<HpkeKeyPair> derived);

  /**
   * Destroys a pair that {@link #keep} gave. What is gone already is no error.
   *
   * @throws VaultException if the vault fails; {@link KeyVault#destroy} may be tried again
   */
  void destroy(HpkeKeyPair kept);
}
