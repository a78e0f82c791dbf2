package dev.claviger.crypto.key;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import java.util.List;

/**
 * A private key of a DHKEM (RFC 9180 §4.1) whose holder does the one step that needs it, and
 * nothing more; the rest of HPKE is software.
 *
 * <p>That step is stated as an HKDF-Extract rather than as a bare Diffie-Hellman, because a token
 * may refuse to release the Diffie-Hellman value and yet be able to hash it.
 */
public interface AgreementHandle extends KeyHandle {
  KemId kem();

  HpkePublicKey publicKey();

  /** How this key reaches the pseudo-random key: whether the bare secret leaves the token. */
  AgreementRoute route();

  /**
   * {@code HKDF-Extract("", prefix ‖ DH(this, peers[0]) ‖ DH(this, peers[1]) ‖ …)} with the hash of
   * {@link #kem()}. The prefix stays alive.
   *
   * @param prefix the label of RFC 9180 §4 (and a Diffie-Hellman value already known, in the
   *     sender's authenticated modes)
   * @param peers one or two public keys, each of {@link KemId#publicKeyLength()} bytes
   * @return the pseudo-random key {@code eae_prk}, Nh bytes
   * @throws dev.claviger.crypto.InvalidPublicKeyException if a peer's key is not a valid point, or
   *     the result would be all zeros (RFC 9180 §7.1.4)
   * @throws VaultException if the vault cannot: the key is destroyed, the token is gone
   */
  Secret extract(Secret prefix, List<HpkePublicKey> peers);
}
