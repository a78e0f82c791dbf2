package dev.claviger.crypto.bc;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.primitive.AeadPrimitive;
import dev.claviger.crypto.primitive.Backend;
import dev.claviger.crypto.primitive.DigestPrimitive;
import dev.claviger.crypto.primitive.FixedBasePrimitive;
import dev.claviger.crypto.primitive.MacPrimitive;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import java.security.NoSuchAlgorithmException;

/** Bouncy Castle without its JCA provider: curves only, since the JDK is better at the rest. */
public final class BouncyCastleBackend implements Backend {
  public BouncyCastleBackend() {}

  @Override
  public String name() {
    return "BC";
  }

  @Override
  public DigestPrimitive digest(KdfId kdf) throws NoSuchAlgorithmException {
    throw curvesOnly();
  }

  @Override
  public MacPrimitive mac(KdfId kdf) throws NoSuchAlgorithmException {
    throw curvesOnly();
  }

  @Override
  public AeadPrimitive aead(AeadId aead) throws NoSuchAlgorithmException {
    throw curvesOnly();
  }

  @Override
  public SignaturePrimitive signature(SignatureScheme scheme) {
    return switch (scheme) {
      case ED25519 -> new BcEd25519();
      case ED448 -> new BcEd448();
      default -> new BcEcdsa(scheme);
    };
  }

  @Override
  public BcAgreement agreement(Curve curve) throws NoSuchAlgorithmException {
    return switch (curve) {
      case X25519 -> new BcX25519();
      case X448 -> new BcX448();
      case P256, P384, P521 -> new BcEcdh(curve);
      case ED25519, ED448 -> throw new NoSuchAlgorithmException(curve + " does not agree");
    };
  }

  @Override
  public FixedBasePrimitive fixedBase(Curve curve) throws NoSuchAlgorithmException {
    return agreement(curve);
  }

  private static NoSuchAlgorithmException curvesOnly() {
    return new NoSuchAlgorithmException("only the curves of Bouncy Castle are used");
  }
}
