package dev.claviger.conformance.contract;

import dev.claviger.conformance.csr.CertificationRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** An organisation's CA, on P-256 in software: it sees requests, never a member's key. */
final class CertificateAuthority {
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private final X500Name name = new X500Name("CN=Root");
  private final KeyPair keys;
  private int serial = 1;

  CertificateAuthority() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
  }

  /** The trust anchor. */
  X509Certificate root() throws GeneralSecurityException, IOException {
    return issue(name, SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
  }

  /** Certifies what a request asks for. */
  X509Certificate certify(CertificationRequest request)
      throws GeneralSecurityException, IOException {
    String base64 = request.pem().replaceAll("-----[A-Z ]+-----|\\n", "");
    CertificationRequestInfo info =
        org.bouncycastle.asn1.pkcs.CertificationRequest.getInstance(
                Base64.getDecoder().decode(base64))
            .getCertificationRequestInfo();
    return issue(info.getSubject(), info.getSubjectPublicKeyInfo());
  }

  private X509Certificate issue(X500Name subject, SubjectPublicKeyInfo key)
      throws GeneralSecurityException, IOException {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new org.bouncycastle.asn1.ASN1Integer(BigInteger.valueOf(serial++)));
    generator.setSignature(ALGORITHM);
    generator.setIssuer(name);
    generator.setSubject(subject);
    generator.setStartDate(new Time(Date.from(Instant.now().minus(Duration.ofHours(1)))));
    generator.setEndDate(new Time(Date.from(Instant.now().plus(Duration.ofHours(1)))));
    generator.setSubjectPublicKeyInfo(key);
    TBSCertificate tbs = generator.generateTBSCertificate();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(tbs.getEncoded(ASN1Encoding.DER));
    byte[] certificate =
        new DERSequence(
                new org.bouncycastle.asn1.ASN1Encodable[] {
                  tbs, ALGORITHM, new DERBitString(signature.sign())
                })
            .getEncoded(ASN1Encoding.DER);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }
}
