package dev.claviger.conformance.android;

import java.io.InputStream;
import java.io.Serial;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * Certificates as Android has them up to version 16: the algorithm of an Ed25519 key is its object
 * identifier, where the JDK says EdDSA, and the Keystore's classes believe in the former.
 */
final class AndroidCertificates extends Provider {
  @Serial private static final long serialVersionUID = 1L;

  private AndroidCertificates() {
    super("AndroidCertificates", "1", "X.509 certificates with Android's names of algorithms");
    putService(
        new Service(this, "CertificateFactory", "X.509", Factory.class.getName(), List.of(), null) {
          @Override
          public Object newInstance(Object parameter) {
            return new Factory();
          }
        });
  }

  /** For this process, before all others. */
  static void install() {
    Security.insertProviderAt(new AndroidCertificates(), 1);
  }

  private static final class Factory extends CertificateFactorySpi {
    private final CertificateFactory jdk;

    Factory() {
      try {
        jdk = CertificateFactory.getInstance("X.509", Security.getProvider("SUN"));
      } catch (CertificateException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
      X509Certificate certificate = (X509Certificate) jdk.generateCertificate(in);
      return certificate.getPublicKey().getAlgorithm().equals("EdDSA")
          ? new RenamedCertificate(certificate)
          : certificate;
    }

    @Override
    public Collection<? extends Certificate> engineGenerateCertificates(InputStream in)
        throws CertificateException {
      return jdk.generateCertificates(in);
    }

    @Override
    public CRL engineGenerateCRL(InputStream in) throws CRLException {
      return jdk.generateCRL(in);
    }

    @Override
    public Collection<? extends CRL> engineGenerateCRLs(InputStream in) throws CRLException {
      return jdk.generateCRLs(in);
    }
  }

  /** A public key under another name. */
  record RenamedKey(PublicKey key) implements PublicKey {
    @Override
    public String getAlgorithm() {
      return "1.3.101.112";
    }

    @Override
    public String getFormat() {
      return key.getFormat();
    }

    @Override
    public byte[] getEncoded() {
      return key.getEncoded();
    }
  }
}
