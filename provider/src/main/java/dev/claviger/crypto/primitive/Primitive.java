package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import java.security.GeneralSecurityException;
import java.util.List;

/** One primitive that has to be chosen, and how to obtain it from a backend. */
public sealed interface Primitive {
  /** The name used in configuration and reports. */
  String name();

  /** The configuration group it belongs to: {@code curves} or {@code symmetric}. */
  String group();

  /** The entries of an order that count for it, the most particular first. */
  default List<String> entries() {
    return List.of(name(), group());
  }

  Object from(Backend backend) throws GeneralSecurityException;

  record Digest(KdfId kdf) implements Primitive {
    @Override
    public String name() {
      return kdf.digest();
    }

    @Override
    public String group() {
      return PrimitiveOrder.SYMMETRIC;
    }

    @Override
    public DigestPrimitive from(Backend backend) throws GeneralSecurityException {
      return backend.digest(kdf);
    }
  }

  record Mac(KdfId kdf) implements Primitive {
    @Override
    public String name() {
      return kdf.mac();
    }

    @Override
    public String group() {
      return PrimitiveOrder.SYMMETRIC;
    }

    @Override
    public MacPrimitive from(Backend backend) throws GeneralSecurityException {
      return backend.mac(kdf);
    }
  }

  record Aead(AeadId aead) implements Primitive {
    @Override
    public String name() {
      return aead.name().replace('_', '-');
    }

    @Override
    public String group() {
      return PrimitiveOrder.SYMMETRIC;
    }

    @Override
    public AeadPrimitive from(Backend backend) throws GeneralSecurityException {
      return backend.aead(aead);
    }
  }

  record Signature(SignatureScheme scheme) implements Primitive {
    @Override
    public String name() {
      return scheme.isEdDsa() ? scheme.jcaName() : "ECDSA-" + scheme.curve();
    }

    @Override
    public String group() {
      return PrimitiveOrder.CURVES;
    }

    @Override
    public SignaturePrimitive from(Backend backend) throws GeneralSecurityException {
      return backend.signature(scheme);
    }
  }

  record Agreement(Curve curve) implements Primitive {
    @Override
    public String name() {
      return curve.isMontgomery() ? curve.jcaName() : "ECDH-" + curve;
    }

    @Override
    public String group() {
      return PrimitiveOrder.CURVES;
    }

    @Override
    public AgreementPrimitive from(Backend backend) throws GeneralSecurityException {
      return backend.agreement(curve);
    }
  }

  record FixedBase(Curve curve) implements Primitive {
    @Override
    public String name() {
      return new Agreement(curve).name() + "-base";
    }

    @Override
    public String group() {
      return PrimitiveOrder.CURVES;
    }

    /** Who was told to agree is, unless told otherwise, also the one who makes public keys. */
    @Override
    public List<String> entries() {
      return List.of(name(), new Agreement(curve).name(), group());
    }

    @Override
    public FixedBasePrimitive from(Backend backend) throws GeneralSecurityException {
      return backend.fixedBase(curve);
    }
  }

  /** All that the seven suites and RFC 9180's combinations need. */
  static List<Primitive> all() {
    return List.of(
        new Digest(KdfId.HKDF_SHA256),
        new Digest(KdfId.HKDF_SHA384),
        new Digest(KdfId.HKDF_SHA512),
        new Mac(KdfId.HKDF_SHA256),
        new Mac(KdfId.HKDF_SHA384),
        new Mac(KdfId.HKDF_SHA512),
        new Aead(AeadId.AES_128_GCM),
        new Aead(AeadId.AES_256_GCM),
        new Aead(AeadId.CHACHA20_POLY1305),
        new Signature(SignatureScheme.ED25519),
        new Signature(SignatureScheme.ED448),
        new Signature(SignatureScheme.ECDSA_SECP256R1_SHA256),
        new Signature(SignatureScheme.ECDSA_SECP384R1_SHA384),
        new Signature(SignatureScheme.ECDSA_SECP521R1_SHA512),
        new Agreement(Curve.X25519),
        new Agreement(Curve.X448),
        new Agreement(Curve.P256),
        new Agreement(Curve.P384),
        new Agreement(Curve.P521),
        new FixedBase(Curve.X25519),
        new FixedBase(Curve.X448),
        new FixedBase(Curve.P256),
        new FixedBase(Curve.P384),
        new FixedBase(Curve.P521));
  }
}
