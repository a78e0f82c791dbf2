package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.primitive.SharedSecrets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * The private key of any other JCA provider, used through {@code KeyAgreement}: SunPKCS11's,
 * AndroidKeyStore's, a vendor's. A {@link KeyHandle} names its provider; for any other key the JCA
 * selects among the installed ones.
 */
final class ForeignAgreementKey {
  private final PrivateKey key;
  private final KemId kem;
  private final Hkdf hkdf;

  ForeignAgreementKey(PrivateKey key, KemId kem, Hkdf hkdf) {
    this.key = key;
    this.kem = kem;
    this.hkdf = hkdf;
  }

  Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    return DhExtract.extract(hkdf, prefix, peers, this::agree);
  }

  private Secret agree(HpkePublicKey peer) {
    Curve curve = kem.curve();
    Bytes encoded = peer.value();
    PublicKey publicKey = MlsPublicKeys.toJca(curve, encoded);
    try {
      KeyAgreement agreement = keyAgreement(curve.isMontgomery() ? "XDH" : "ECDH");
      agreement.init(key);
      try {
        agreement.doPhase(publicKey, true);
        return SharedSecrets.checked(curve, agreement.generateSecret());
      } catch (InvalidKeyException e) {
        throw new InvalidPublicKeyException("no agreement with that key of " + curve, e);
      }
    } catch (GeneralSecurityException | java.security.ProviderException e) {
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
