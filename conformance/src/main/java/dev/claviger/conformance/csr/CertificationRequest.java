package dev.claviger.conformance.csr;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.MlsPublicKeySpec;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.provider.MlsProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A PKCS #10 request (RFC 2986) by which a CA can certify a signature key, for a member's X.509
 * credential (RFC 9420 §5.3). One use of the key.
 */
public final class CertificationRequest {
  private static final int PEM_LINE = 64;

  private final byte[] encoded;

  private CertificationRequest(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * @param subject an RFC 2253 name: {@code CN=alice,O=Example}
   * @throws IllegalArgumentException if the name is not one, or the key is not for signing
   * @throws GeneralSecurityException if the key cannot sign
   */
  public static CertificationRequest of(VaultKey key, String subject)
      throws GeneralSecurityException, IOException {
    if (!(key.algorithm() instanceof SignatureScheme scheme)) {
      throw new IllegalArgumentException(key.ref() + " is no signature key");
    }
    CertificationRequestInfo info =
        new CertificationRequestInfo(
            X500Name.getInstance(new X500Principal(subject).getEncoded()),
            publicKey(key, scheme),
            new DERSet());
    Signature signature =
        Signature.getInstance(scheme.jcaName(), ((KeyHandle) key.privateKey()).provider());
    signature.initSign(key.privateKey());
    signature.update(info.getEncoded(ASN1Encoding.DER));
    org.bouncycastle.asn1.pkcs.CertificationRequest request =
        new org.bouncycastle.asn1.pkcs.CertificationRequest(
            info, algorithm(scheme), new DERBitString(signature.sign()));
    return new CertificationRequest(request.getEncoded(ASN1Encoding.DER));
  }

  /** The text that CAs take (RFC 7468 §7). */
  public String pem() {
    String base64 = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + base64
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }

  private static SubjectPublicKeyInfo publicKey(VaultKey key, SignatureScheme scheme)
      throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance(scheme.curve().jcaName(), MlsProvider.standard());
    return SubjectPublicKeyInfo.getInstance(
        keys.generatePublic(new MlsPublicKeySpec(key.publicKey())).getEncoded());
  }

  /** Without parameters, as RFC 5758 §3.2 and RFC 8410 §3 have it. */
  private static AlgorithmIdentifier algorithm(SignatureScheme scheme) {
    ASN1ObjectIdentifier identifier =
        switch (scheme) {
          case ECDSA_SECP256R1_SHA256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
          case ECDSA_SECP384R1_SHA384 -> X9ObjectIdentifiers.ecdsa_with_SHA384;
          case ECDSA_SECP521R1_SHA512 -> X9ObjectIdentifiers.ecdsa_with_SHA512;
          case ED25519 -> new ASN1ObjectIdentifier("1.3.101.112");
          case ED448 -> new ASN1ObjectIdentifier("1.3.101.113");
        };
    return new AlgorithmIdentifier(identifier);
  }
}
