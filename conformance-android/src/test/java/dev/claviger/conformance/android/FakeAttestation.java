package dev.claviger.conformance.android;

import android.system.keystore2.KeyMetadata;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A fake of a KeyMint's certificates: an attestation and its root, or a bare one. */
final class FakeAttestation {
  /** The extension of an attestation, {@code KeyDescription}. */
  static final ASN1ObjectIdentifier EXTENSION =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17");

  private static final int VERSION = 200;
  private static final X500Name ROOT = new X500Name("CN=Fake Attestation Root");
  private static final X500Name KEY = new X500Name("CN=Android Keystore Key");
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final KeyPair ROOT_KEYS = rootKeys();

  private FakeAttestation() {}

  /** Adds the certificates of a key to what the Keystore tells of it. */
  static void certify(PublicKey key, Optional<byte[]> challenge, int level, KeyMetadata metadata) {
    try {
      metadata.certificate = certificate(KEY, key, challenge, level);
      if (challenge.isPresent()) {
        metadata.certificateChain =
            certificate(ROOT, ROOT_KEYS.getPublic(), Optional.empty(), level);
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] certificate(
      X500Name subject, PublicKey key, Optional<byte[]> challenge, int level)
      throws GeneralSecurityException, IOException {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(1));
    generator.setSignature(ALGORITHM);
    generator.setIssuer(ROOT);
    generator.setSubject(subject);
    generator.setStartDate(new Time(new ASN1UTCTime("700101000000Z")));
    generator.setEndDate(new Time(new ASN1UTCTime("491231235959Z")));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    if (challenge.isPresent()) {
      generator.setExtensions(
          new Extensions(
              new Extension(
                  EXTENSION, false, description(challenge.get(), level).getEncoded("DER"))));
    }
    var toBeSigned = generator.generateTBSCertificate();
    Signature signature = Signature.getInstance("SHA256withECDSA", FakeSecurityLevel.CRYPTO);
    signature.initSign(ROOT_KEYS.getPrivate());
    signature.update(toBeSigned.getEncoded(ASN1Encoding.DER));
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(toBeSigned);
    parts.add(ALGORITHM);
    parts.add(new DERBitString(signature.sign()));
    return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
  }

  /** Without the lists of what is enforced. */
  private static DERSequence description(byte[] challenge, int level) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(new ASN1Integer(VERSION));
    parts.add(new ASN1Enumerated(level));
    parts.add(new ASN1Integer(VERSION));
    parts.add(new ASN1Enumerated(level));
    parts.add(new DEROctetString(challenge));
    parts.add(new DEROctetString(new byte[0]));
    parts.add(new DERSequence());
    parts.add(new DERSequence());
    return new DERSequence(parts);
  }

  private static KeyPair rootKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", FakeSecurityLevel.CRYPTO);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
