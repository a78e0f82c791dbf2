package dev.claviger.keystore;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.key.VaultKey;
import java.io.ByteArrayInputStream;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** X.509 certificates between their DER encoding and JCA objects. */
final class Certificates {
  private Certificates() {}

  /** Empty if it is none. */
  static Optional<X509Certificate> parse(Bytes der) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.toByteArray())));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /** Empty if one of them is none. */
  static Optional<List<X509Certificate>> parse(List<Bytes> chain) {
    List<X509Certificate> parsed = new ArrayList<>();
    for (Bytes der : chain) {
      Optional<X509Certificate> certificate = parse(der);
      if (certificate.isEmpty()) {
        return Optional.empty();
      }
      parsed.add(certificate.get());
    }
    return parsed.isEmpty() ? Optional.empty() : Optional.of(parsed);
  }

  /**
   * @throws KeyStoreException if it is not X.509
   */
  static Bytes encode(Certificate certificate) throws KeyStoreException {
    if (!(certificate instanceof X509Certificate)) {
      throw new KeyStoreException("only X.509 certificates are kept here");
    }
    try {
      return Bytes.wrap(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new KeyStoreException("a certificate that does not encode", e);
    }
  }

  static List<Bytes> encode(List<? extends Certificate> chain) throws KeyStoreException {
    List<Bytes> encoded = new ArrayList<>();
    for (Certificate certificate : chain) {
      encoded.add(encode(certificate));
    }
    return encoded;
  }

  /** Whether it certifies that key. */
  static boolean isOf(Certificate certificate, VaultKey key) {
    try {
      return MlsPublicKeys.toMls(key.algorithm().curve(), certificate.getPublicKey())
          .equals(key.publicKey());
    } catch (InvalidPublicKeyException e) {
      return false;
    }
  }
}
