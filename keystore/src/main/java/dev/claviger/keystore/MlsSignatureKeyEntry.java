package dev.claviger.keystore;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.Certificate;
import dev.claviger.mls.wire.Credential;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client's signature key with the credential that goes with it (RFC 9420 §5.3): what {@code
 * MlsClient.builder()} takes as {@code signatureKey} and {@code credential}.
 *
 * <p>With an X.509 credential the store shows it as a {@link KeyStore.PrivateKeyEntry} too, so that
 * keytool and other software can use it; {@link #get} gives either.
 */
public final class MlsSignatureKeyEntry implements KeyStore.Entry {
  private final VaultKey key;
  private final Credential credential;

  private MlsSignatureKeyEntry(VaultKey key, Credential credential) {
    this.key = key;
    this.credential = credential;
  }

  /**
   * @throws IllegalArgumentException if it is no signature key, or the credential is a certificate
   *     of another
   */
  public static MlsSignatureKeyEntry of(VaultKey key, Credential credential) {
    if (key.purpose() != KeyPurpose.SIGNATURE) {
      throw new IllegalArgumentException(key.ref() + " is no signature key");
    }
    if (credential instanceof Credential.X509 x509) {
      boolean certified =
          Certificates.parse(x509.certificates().stream().map(Certificate::value).toList())
              .filter(chain -> Certificates.isOf(chain.get(0), key))
              .isPresent();
      if (!certified) {
        throw new IllegalArgumentException("the credential is no certificate of " + key.ref());
      }
    }
    return new MlsSignatureKeyEntry(key, credential);
  }

  /**
   * The entry of that name, whether it has a credential of its own or a certificate chain, which
   * then is the credential.
   *
   * @throws KeyStoreException if there is none, or nothing vouches for the key
   */
  public static MlsSignatureKeyEntry get(KeyStore store, String alias) throws KeyStoreException {
    KeyStore.Entry entry;
    try {
      entry = store.getEntry(alias, null);
    } catch (GeneralSecurityException e) {
      throw new KeyStoreException(alias + " cannot be read", e);
    }
    if (entry instanceof MlsSignatureKeyEntry ours) {
      return ours;
    }
    if (entry instanceof KeyStore.PrivateKeyEntry certified
        && certified.getPrivateKey() instanceof SignatureHandle handle) {
      List<Certificate> chain = new ArrayList<>();
      for (Bytes der : Certificates.encode(Arrays.asList(certified.getCertificateChain()))) {
        chain.add(new Certificate(der));
      }
      VaultKey key =
          new VaultKey(
              handle.ref(),
              KeyPurpose.SIGNATURE,
              handle.scheme(),
              handle,
              MlsPublicKeys.toMls(
                  handle.scheme().curve(), certified.getCertificate().getPublicKey()));
      return new MlsSignatureKeyEntry(key, new Credential.X509(chain));
    }
    throw new KeyStoreException(
        alias
            + (entry == null
                ? " is not in the store"
                : " is no signature key of a vault with a certificate or credential"));
  }

  public VaultKey key() {
    return key;
  }

  public Credential credential() {
    return credential;
  }

  @Override
  public String toString() {
    return "MlsSignatureKeyEntry[" + key.ref() + ", " + credential.type() + "]";
  }
}
