package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Der;
import dev.claviger.hsm.cryptoki.Template;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects that bind keys. A chain's certificates can be read without a login, as other software
 * expects. Trusted ones and credentials cannot be made without a login either (CKA_PRIVATE), so
 * that nobody without the PIN can add to what is believed.
 */
final class BindingTemplates {
  static final String ISSUER = "claviger:issuer:";
  static final String TRUSTED = "claviger:trusted:";
  static final String CREDENTIAL = "claviger:credential:";

  private static final String APPLICATION = "claviger";
  private static final int INTEGER = 0x02;
  private static final int FINGERPRINT = 8;

  private BindingTemplates() {}

  /** The end entity first. */
  static List<Template> chain(Bytes id, String alias, List<Bytes> certificates) {
    List<Template> chain = new ArrayList<>();
    Bytes endEntity = certificates.get(0);
    for (int i = 1; i < certificates.size(); i++) {
      chain.add(
          certificate(certificates.get(i), false)
              .with(Cka.LABEL, Bytes.utf8(issuerLabel(endEntity, i))));
    }
    // Last, so that there is no chain before all of it is there.
    chain.add(certificate(endEntity, false).with(Cka.ID, id).with(Cka.LABEL, Bytes.utf8(alias)));
    return chain;
  }

  /** CKA_LABEL of the certificate at that place of the chain. */
  static String issuerLabel(Bytes endEntity, int place) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      endEntity.feed(digest::update);
      Bytes fingerprint = Bytes.wrap(digest.digest()).slice(0, FINGERPRINT);
      return ISSUER + fingerprint.toHex() + ":" + place;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  static Template trusted(String alias, Bytes certificate) {
    return certificate(certificate, true).with(Cka.LABEL, Bytes.utf8(TRUSTED + alias));
  }

  static Template findTrusted(String alias) {
    return TokenBindings.certificates()
        .with(Cka.PRIVATE, true)
        .with(Cka.LABEL, Bytes.utf8(TRUSTED + alias));
  }

  /** The value is the alias behind its length in two bytes, and the credential. */
  static Template credential(Bytes id, String alias, Bytes credential) {
    Bytes name = Bytes.utf8(alias);
    byte[] length = ByteBuffer.allocate(Short.BYTES).putShort((short) name.length()).array();
    return credentials()
        .with(Cka.LABEL, Bytes.utf8(CREDENTIAL + id.toHex()))
        .with(Cka.VALUE, Bytes.concat(Bytes.wrap(length), name, credential));
  }

  static Template credentials() {
    return Template.empty()
        .with(Cka.CLASS, Ck.CKO_DATA)
        .with(Cka.TOKEN, true)
        .with(Cka.PRIVATE, true)
        .with(Cka.APPLICATION, Bytes.utf8(APPLICATION));
  }

  private static Template certificate(Bytes der, boolean isPrivate) {
    X509Certificate parsed = parse(der);
    return TokenBindings.certificates()
        .with(Cka.PRIVATE, isPrivate)
        .with(Cka.CERTIFICATE_TYPE, Ck.CKC_X_509)
        .with(Cka.SUBJECT, Bytes.wrap(parsed.getSubjectX500Principal().getEncoded()))
        .with(Cka.ISSUER, Bytes.wrap(parsed.getIssuerX500Principal().getEncoded()))
        .with(
            Cka.SERIAL_NUMBER,
            Der.tagged(INTEGER, Bytes.wrap(parsed.getSerialNumber().toByteArray())))
        .with(Cka.VALUE, der);
  }

  private static X509Certificate parse(Bytes der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    } catch (CertificateException e) {
      throw new VaultException("not an X.509 certificate in DER; nothing was stored", e);
    }
  }
}
