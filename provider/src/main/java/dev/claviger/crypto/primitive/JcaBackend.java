package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;

/** Primitives from JCA providers, which need not be installed. */
final class JcaBackend implements Backend {
  private final String name;
  private final List<Provider> providers;

  JcaBackend(String name, List<Provider> providers) {
    this.name = name;
    this.providers = providers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DigestPrimitive digest(KdfId kdf) throws GeneralSecurityException {
    return new JcaDigest(kdf, with("MessageDigest", kdf.digest()));
  }

  @Override
  public MacPrimitive mac(KdfId kdf) throws GeneralSecurityException {
    return new JcaMac(kdf, with("Mac", kdf.mac()));
  }

  @Override
  public AeadPrimitive aead(AeadId aead) throws GeneralSecurityException {
    return switch (aead) {
      case AES_128_GCM, AES_256_GCM -> new JcaAead(aead, cipher("AES/GCM/NoPadding", "AES"));
      case CHACHA20_POLY1305 -> new JcaAead(aead, with("Cipher", "ChaCha20-Poly1305"));
      case EXPORT_ONLY -> throw new NoSuchAlgorithmException("export-only is no AEAD");
    };
  }

  @Override
  public SignaturePrimitive signature(SignatureScheme scheme) throws GeneralSecurityException {
    return new JcaSignature(
        scheme,
        with("Signature", scheme.jcaName()),
        keys(scheme.curve()),
        keyPairs(scheme.curve()));
  }

  @Override
  public JcaAgreement agreement(Curve curve) throws GeneralSecurityException {
    String agreement = curve.isMontgomery() ? "XDH" : "ECDH";
    return new JcaAgreement(curve, with("KeyAgreement", agreement), keys(curve), keyPairs(curve));
  }

  @Override
  public FixedBasePrimitive fixedBase(Curve curve) throws GeneralSecurityException {
    return new JcaFixedBase(curve, keys(curve), agreement(curve));
  }

  private JcaKeys keys(Curve curve) throws NoSuchAlgorithmException {
    return new JcaKeys(curve, with("KeyFactory", family(curve)));
  }

  private JcaKeyPairs keyPairs(Curve curve) throws NoSuchAlgorithmException {
    return new JcaKeyPairs(curve, with("KeyPairGenerator", family(curve)));
  }

  private static String family(Curve curve) {
    if (curve.isNist()) {
      return "EC";
    }
    return curve.isMontgomery() ? "XDH" : curve.jcaName();
  }

  private Provider cipher(String transformation, String fallback) throws NoSuchAlgorithmException {
    for (Provider provider : providers) {
      if (provider.getService("Cipher", transformation) != null
          || provider.getService("Cipher", fallback) != null) {
        return provider;
      }
    }
    throw new NoSuchAlgorithmException("no Cipher " + transformation);
  }

  private Provider with(String type, String algorithm) throws NoSuchAlgorithmException {
    for (Provider provider : providers) {
      if (provider.getService(type, algorithm) != null) {
        return provider;
      }
    }
    throw new NoSuchAlgorithmException("no " + type + " " + algorithm);
  }
}
