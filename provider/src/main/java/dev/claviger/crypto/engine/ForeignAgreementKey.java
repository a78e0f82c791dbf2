package dev.claviger.crypto.engine;

import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.primitive.SharedSecrets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;

/**
 * The private key of any other JCA provider, used through {@code KeyAgreement}: SunPKCS11's,
 * AndroidKeyStore's, a vendor's. A {@link KeyHandle} names its provider; for any other key the JCA
 * selects among the installed ones.
 */
final class ForeignAgreementKey {
  private static final String ECDH = "ECDH";

  private final PrivateKey key;
  private final KemId kem;
  private final Hkdf hkdf;

  ForeignAgreementKey(PrivateKey key, KemId kem, Hkdf hkdf) {
    this.key = key;
    this.kem = kem;
    this.hkdf = hkdf;
  }

  /**
   * Where the key's provider has an HKDF of its own (JDK 25) and does not show what was agreed, it
   * extracts too, and only the pseudo-random key leaves it.
   */
  Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    Optional<ProviderHkdf> inside = providerHkdf();
    if (inside.isPresent()) {
      List<SecretKey> values =
          Lists.map(peers, peer -> agree(peer, a -> a.generateSecret("Generic")));
      if (values.stream().anyMatch(value -> value.getEncoded() == null)) {
        return extract(inside.get(), prefix, values);
      }
    }
    return DhExtract.extract(
        hkdf,
        prefix,
        peers,
        peer -> SharedSecrets.checked(kem.curve(), agree(peer, KeyAgreement::generateSecret)));
  }

  /** What is agreed on a NIST curve needs no check; X25519's and X448's must be seen to be. */
  private Optional<ProviderHkdf> providerHkdf() {
    if (kem.curve().isMontgomery() || !ProviderHkdf.isInThisRuntime()) {
      return Optional.empty();
    }
    try {
      KeyAgreement agreement = keyAgreement(ECDH);
      agreement.init(key);
      return ProviderHkdf.of(agreement.getProvider(), kem.kdf());
    } catch (GeneralSecurityException | ProviderException e) {
      return Optional.empty(); // what is wrong is said where it is used
    }
  }

  private static Secret extract(ProviderHkdf inside, Secret prefix, List<SecretKey> values) {
    try {
      return inside.extract(prefix, values);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new CryptoException(
          "the key's provider could not run HKDF on what it agreed: " + e.getMessage(), e);
    }
  }

  /** How the agreed value is taken. */
  @FunctionalInterface
  private interface Taking<T> {
    T from(KeyAgreement agreement) throws GeneralSecurityException;
  }

  private <T> T agree(HpkePublicKey peer, Taking<T> taking) {
    Curve curve = kem.curve();
    PublicKey publicKey = MlsPublicKeys.toJca(curve, peer.value());
    try {
      KeyAgreement agreement = keyAgreement(curve.isMontgomery() ? "XDH" : ECDH);
      agreement.init(key);
      try {
        agreement.doPhase(publicKey, true);
        return taking.from(agreement);
      } catch (InvalidKeyException e) {
        throw new InvalidPublicKeyException("no agreement with that key of " + curve, e);
      }
    } catch (GeneralSecurityException | ProviderException e) {
      throw new CryptoException(
          "the key's provider could not agree on " + curve.jcaName() + ": " + e.getMessage(), e);
    }
  }

  private KeyAgreement keyAgreement(String algorithm) throws GeneralSecurityException {
    return key instanceof KeyHandle handle
        ? KeyAgreement.getInstance(algorithm, handle.provider())
        : KeyAgreement.getInstance(algorithm);
  }
}
