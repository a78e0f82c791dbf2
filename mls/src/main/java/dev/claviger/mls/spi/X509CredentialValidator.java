package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Parallel;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.key.MlsPublicKeySpec;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CRL;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts X.509 credentials (RFC 9420 §5.3) whose chain the JDK's {@link CertPathValidator} takes
 * to a trust anchor, and whose end entity has the signature key. A successor must have the subject
 * and the subject alternative names of the one before it. It is asked for one suite, because the
 * encoding of a key depends on that. Thread-safe.
 */
public final class X509CredentialValidator implements CredentialValidator {
  private static final int DIGITAL_SIGNATURE = 0;

  private final CipherSuite suite;
  private final Set<TrustAnchor> anchors;
  private final Clock clock;
  private final Revocation revocation;

  private X509CredentialValidator(
      CipherSuite suite, Set<TrustAnchor> anchors, Clock clock, Revocation revocation) {
    this.suite = suite;
    this.anchors = Set.copyOf(anchors);
    this.clock = clock;
    this.revocation = revocation;
  }

  /**
   * Without a look at revocation.
   *
   * @param suite its provider must have a {@code KeyFactory} for {@link MlsPublicKeySpec}, as ours
   *     does
   * @throws IllegalArgumentException if there is no anchor
   */
  public static X509CredentialValidator trusting(
      CipherSuite suite, Collection<X509Certificate> anchors) {
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("without a trust anchor nothing can be accepted");
    }
    Set<TrustAnchor> trusted = new HashSet<>();
    anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
    return new X509CredentialValidator(
        suite, trusted, Clock.systemUTC(), new Revocation.Unchecked());
  }

  /** The same by another clock. */
  public X509CredentialValidator at(Clock other) {
    return new X509CredentialValidator(suite, anchors, other, revocation);
  }

  /** The same with these revocation lists; a certificate that none of them covers is rejected. */
  public X509CredentialValidator withCrls(Collection<? extends CRL> crls) {
    return new X509CredentialValidator(
        suite, anchors, clock, new Revocation.Lists(List.copyOf(crls)));
  }

  /** The same asking the responders that the certificates name; this waits for the network. */
  public X509CredentialValidator withOcsp() {
    return new X509CredentialValidator(suite, anchors, clock, new Revocation.Responders());
  }

  /**
   * The key of the end entity, in the encoding of the suite (RFC 9420 §5.1.1).
   *
   * @throws GeneralSecurityException if there is no certificate, it does not decode, or its key is
   *     not one of the suite's scheme
   */
  public static SignaturePublicKey endEntityKey(CipherSuite suite, Credential.X509 credential)
      throws GeneralSecurityException {
    if (credential.certificates().isEmpty()) {
      throw new CertificateException("the certificate chain is empty");
    }
    return keyOf(suite, decode(CertificateFactory.getInstance("X.509"), credential, 0));
  }

  @Override
  public Set<CredentialType> supportedTypes() {
    return Set.of(CredentialType.X509);
  }

  /** In parallel: each chain stands alone, and nothing is kept from one to the next. */
  @Override
  public List<Verdict> validateAll(List<Presented> presented) {
    return Parallel.map(presented, this::validate);
  }

  @Override
  public Verdict validate(Presented presented) {
    if (!(presented.credential() instanceof Credential.X509 credential)) {
      return new Verdict.Rejected("only X.509 credentials are accepted here");
    }
    try {
      List<X509Certificate> chain = decode(credential);
      if (chain.isEmpty()) {
        return new Verdict.Rejected("the certificate chain is empty");
      }
      validatePath(chain);
      return validateEndEntity(chain.get(0), presented);
    } catch (GeneralSecurityException e) {
      return new Verdict.Rejected("the certificate chain is not valid: " + e.getMessage());
    }
  }

  private Verdict validateEndEntity(X509Certificate endEntity, Presented presented)
      throws GeneralSecurityException {
    boolean[] usage = endEntity.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      return new Verdict.Rejected("the certificate is not one for signing");
    }
    if (!keyOf(endEntity).equals(presented.signatureKey())) {
      return new Verdict.Rejected("the certificate has another key than signature_key");
    }
    if (presented.role() instanceof Role.Successor successor
        && !isSuccessor(endEntity, successor.previous())) {
      return new Verdict.Rejected("the certificate is of another subject than the one before it");
    }
    return new Verdict.Accepted();
  }

  private void validatePath(List<X509Certificate> chain) throws GeneralSecurityException {
    List<X509Certificate> untrusted = new ArrayList<>(chain);
    if (untrusted.size() > 1 && isAnchor(untrusted.get(untrusted.size() - 1))) {
      untrusted.remove(untrusted.size() - 1);
    }
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(untrusted);
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setDate(Date.from(clock.instant()));
    revocation.configure(parameters, validator);
    validator.validate(path, parameters);
  }

  private boolean isAnchor(X509Certificate certificate) {
    return anchors.stream().anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
  }

  private SignaturePublicKey keyOf(X509Certificate certificate) throws GeneralSecurityException {
    return keyOf(suite, certificate);
  }

  private static SignaturePublicKey keyOf(CipherSuite suite, X509Certificate certificate)
      throws GeneralSecurityException {
    KeyFactory keys =
        KeyFactory.getInstance(suite.signatureScheme().curve().jcaName(), suite.getProvider());
    return new SignaturePublicKey(
        keys.getKeySpec(certificate.getPublicKey(), MlsPublicKeySpec.class).value());
  }

  private static boolean isSuccessor(X509Certificate next, Credential previous)
      throws CertificateException {
    if (!(previous instanceof Credential.X509 x509)) {
      return false;
    }
    X509Certificate before = decode(x509).get(0);
    return next.getSubjectX500Principal().equals(before.getSubjectX500Principal())
        && alternativeNames(next).equals(alternativeNames(before));
  }

  private static Set<List<?>> alternativeNames(X509Certificate certificate)
      throws CertificateException {
    return Optional.ofNullable(certificate.getSubjectAlternativeNames())
        .map(HashSet::new)
        .map(names -> (Set<List<?>>) names)
        .orElse(Set.of());
  }

  private static List<X509Certificate> decode(Credential.X509 credential)
      throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (int i = 0; i < credential.certificates().size(); i++) {
      chain.add(decode(factory, credential, i));
    }
    return chain;
  }

  private static X509Certificate decode(
      CertificateFactory factory, Credential.X509 credential, int index)
      throws CertificateException {
    Bytes encoded = credential.certificates().get(index).value();
    ByteArrayInputStream in = new ByteArrayInputStream(encoded.toByteArray());
    X509Certificate certificate = (X509Certificate) factory.generateCertificate(in);
    if (in.available() > 0) {
      throw new CertificateException("bytes follow a certificate");
    }
    return certificate;
  }

  /** How revocation is looked at. */
  private sealed interface Revocation {
    void configure(PKIXParameters parameters, CertPathValidator validator)
        throws GeneralSecurityException;

    record Unchecked() implements Revocation {
      @Override
      public void configure(PKIXParameters parameters, CertPathValidator validator) {
        parameters.setRevocationEnabled(false);
      }
    }

    record Lists(List<CRL> crls) implements Revocation {
      @Override
      public void configure(PKIXParameters parameters, CertPathValidator validator)
          throws GeneralSecurityException {
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(
            Set.of(
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.addCertPathChecker(checker);
        parameters.addCertStore(
            CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
      }
    }

    record Responders() implements Revocation {
      @Override
      public void configure(PKIXParameters parameters, CertPathValidator validator)
          throws GeneralSecurityException {
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.addCertPathChecker(checker);
      }
    }
  }
}
