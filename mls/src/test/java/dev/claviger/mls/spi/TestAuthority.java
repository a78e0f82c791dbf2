package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A certification authority on P-256 that writes just enough DER (RFC 5280) for a test. */
public final class TestAuthority {
  private static final byte[] ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
  private static final byte[] CA_EXTENSIONS =
      hex("a3233021300f0603551d130101ff040530030101ff300e0603551d0f0101ff040403020106");
  private static final byte[] SIGNER_EXTENSIONS = hex("a3123010300e0603551d0f0101ff040403020780");
  private static final byte[] ENCIPHERER_EXTENSIONS =
      hex("a3123010300e0603551d0f0101ff040403020520");
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final KeyPair keys;

  public TestAuthority(String name) throws GeneralSecurityException {
    this.name = name;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.keys = generator.generateKeyPair();
  }

  public X509Certificate selfSigned() throws GeneralSecurityException {
    return certify(this);
  }

  X509Certificate certify(TestAuthority other) throws GeneralSecurityException {
    return issue(1, other.name, other.keys.getPublic(), CA_EXTENSIONS);
  }

  X509Certificate certify(int serial, String subject, PublicKey key)
      throws GeneralSecurityException {
    return issue(serial, subject, key, SIGNER_EXTENSIONS);
  }

  X509Certificate certifyForEncryption(int serial, String subject, PublicKey key)
      throws GeneralSecurityException {
    return issue(serial, subject, key, ENCIPHERER_EXTENSIONS);
  }

  CRL revoking(int... serials) throws GeneralSecurityException {
    ByteArrayOutputStream revoked = new ByteArrayOutputStream();
    for (int serial : serials) {
      revoked.writeBytes(tlv(0x30, integer(serial), time(-60)));
    }
    byte[] list = serials.length == 0 ? new byte[0] : tlv(0x30, revoked.toByteArray());
    byte[] tbs = tlv(0x30, integer(1), ECDSA_WITH_SHA256, dn(name), time(-60), time(3600), list);
    return CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(sign(tbs)));
  }

  private X509Certificate issue(int serial, String subject, PublicKey key, byte[] extensions)
      throws GeneralSecurityException {
    byte[] tbs =
        tlv(
            0x30,
            hex("a003020102"),
            integer(serial),
            ECDSA_WITH_SHA256,
            dn(name),
            tlv(0x30, time(-3600), time(3600)),
            dn(subject),
            key.getEncoded(),
            extensions);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(sign(tbs)));
  }

  private byte[] sign(byte[] tbs) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(tbs);
    return tlv(0x30, tbs, ECDSA_WITH_SHA256, tlv(0x03, new byte[1], signature.sign()));
  }

  private static byte[] dn(String commonName) {
    byte[] value = tlv(0x0C, Bytes.utf8(commonName).toByteArray());
    return tlv(0x30, tlv(0x31, tlv(0x30, hex("0603550403"), value)));
  }

  private static byte[] time(int secondsFromNow) {
    String text = UTC_TIME.format(Instant.now().plusSeconds(secondsFromNow));
    return tlv(0x17, Bytes.utf8(text).toByteArray());
  }

  private static byte[] integer(int value) {
    return tlv(0x02, new byte[] {(byte) value});
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length > 0xFF) {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    } else if (length > 0x7F) {
      out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] hex(String hex) {
    return Bytes.fromHex(hex).toByteArray();
  }
}
