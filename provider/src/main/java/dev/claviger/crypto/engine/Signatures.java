package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.SignatureHandle;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;

/** Signs with a handle of any provider. */
public final class Signatures {
  private Signatures() {}

  /**
   * @throws CryptoException if no provider signs with that key, or the one that does failed
   */
  public static Bytes sign(SignatureScheme scheme, PrivateKey key, Bytes message) {
    if (key instanceof SignatureHandle handle) {
      if (handle.scheme() != scheme) {
        throw new IllegalArgumentException(
            "a key of " + handle.scheme() + " does not sign " + scheme);
      }
      return handle.sign(message);
    }
    try {
      Signature signature = signature(scheme.jcaName(), key);
      signature.initSign(key);
      message.apply(
          (array, offset, length) -> {
            signature.update(array, offset, length);
            return null;
          });
      return Bytes.wrap(signature.sign());
    } catch (InvalidKeyException e) {
      throw new CryptoException("no provider signs " + scheme.jcaName() + " with that key", e);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new CryptoException(
          "the key's provider could not sign " + scheme.jcaName() + ": " + e.getMessage(), e);
    }
  }

  private static Signature signature(String algorithm, PrivateKey key)
      throws GeneralSecurityException {
    return key instanceof KeyHandle handle
        ? Signature.getInstance(algorithm, handle.provider())
        : Signature.getInstance(algorithm);
  }
}
