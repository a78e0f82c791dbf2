package dev.claviger.keystore;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A CA of one's own on P-256, which certifies keys of vaults. */
final class TestCertificates {
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final X500Name NAME = new X500Name("CN=Root");

  private final VaultKey key =
      SoftwareVault.create().generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
  private int serial = 1;

  X509Certificate root() throws GeneralSecurityException, IOException {
    return certify(key, "CN=Root");
  }

  X509Certificate certify(VaultKey subject, String name)
      throws GeneralSecurityException, IOException {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(serial++)));
    generator.setSignature(ALGORITHM);
    generator.setIssuer(NAME);
    generator.setSubject(new X500Name(name));
    generator.setStartDate(new Time(Date.from(Instant.now().minus(Duration.ofHours(1)))));
    generator.setEndDate(new Time(Date.from(Instant.now().plus(Duration.ofHours(1)))));
    generator.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(
            MlsPublicKeys.toJca(subject.algorithm().curve(), subject.publicKey()).getEncoded()));
    TBSCertificate tbs = generator.generateTBSCertificate();
    Bytes signature = ((SignatureHandle) key.privateKey()).sign(Bytes.wrap(tbs.getEncoded("DER")));
    byte[] certificate =
        new DERSequence(
                new ASN1Encodable[] {tbs, ALGORITHM, new DERBitString(signature.toByteArray())})
            .getEncoded("DER");
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }
}
