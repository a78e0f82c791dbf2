package dev.claviger.conformance.bench;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.primitive.AeadPrimitive;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.DigestPrimitive;
import dev.claviger.crypto.primitive.EphemeralKey;
import dev.claviger.crypto.primitive.FixedBasePrimitive;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.MacPrimitive;
import dev.claviger.crypto.primitive.Primitive;
import dev.claviger.crypto.primitive.RawKeyPair;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import java.security.SecureRandom;
import java.util.List;

/**
 * What is measured of a primitive's implementation, of the size that MLS mostly has.
 *
 * @param name for a reader: {@code verify}, {@code seal 1 KiB}
 */
public record PrimitiveOperation(String name, Runnable run) {
  private static final int KIB = 1024;

  /**
   * The operations of an implementation.
   *
   * @param implementation of that primitive
   */
  public static List<PrimitiveOperation> of(Primitive primitive, Object implementation) {
    if (primitive instanceof Primitive.Digest) {
      return digest((DigestPrimitive) implementation);
    }
    if (primitive instanceof Primitive.Mac mac) {
      return mac(mac.kdf(), (MacPrimitive) implementation);
    }
    if (primitive instanceof Primitive.Aead aead) {
      return aead(aead.aead(), (AeadPrimitive) implementation);
    }
    if (primitive instanceof Primitive.Signature) {
      return signature((SignaturePrimitive) implementation);
    }
    if (primitive instanceof Primitive.Agreement agreement) {
      return agreement(agreement.curve(), (AgreementPrimitive) implementation);
    }
    return fixedBase(
        ((Primitive.FixedBase) primitive).curve(), (FixedBasePrimitive) implementation);
  }

  private static List<PrimitiveOperation> digest(DigestPrimitive digest) {
    Bytes kib = zeros(KIB);
    return List.of(new PrimitiveOperation("hash 1 KiB", () -> digest.digest(kib)));
  }

  private static List<PrimitiveOperation> mac(KdfId kdf, MacPrimitive mac) {
    Bytes block = zeros(kdf.hashLength());
    Secret key = Secret.zeros(kdf.hashLength());
    byte[] tag = new byte[kdf.hashLength()];
    Runnable run =
        () -> {
          try (MacPrimitive.Computation computation = mac.start(key)) {
            block.feed(computation);
            computation.finish(tag, 0);
          }
        };
    return List.of(new PrimitiveOperation("mac " + kdf.hashLength() + " B", run));
  }

  /** A cipher forgets a key by taking that of zeros, and some are quick to take the same again. */
  private static List<PrimitiveOperation> aead(AeadId id, AeadPrimitive aead) {
    Bytes kib = zeros(KIB);
    byte[] random = new byte[id.keyLength()];
    new SecureRandom().nextBytes(random);
    Secret key = Secret.wrap(random);
    Bytes nonce = zeros(id.nonceLength());
    Bytes sealed = Bytes.wrap(aead.seal(key, nonce, Bytes.empty(), kib));
    return List.of(
        new PrimitiveOperation("open 1 KiB", () -> aead.open(key, nonce, Bytes.empty(), sealed)));
  }

  private static List<PrimitiveOperation> signature(SignaturePrimitive scheme) {
    Bytes message = zeros(KIB);
    RawKeyPair pair = scheme.generate();
    SignaturePrimitive.Signer signer = scheme.signer(pair);
    Bytes signature = signer.sign(message);
    return List.of(
        new PrimitiveOperation("sign", () -> signer.sign(message)),
        new PrimitiveOperation(
            "verify", () -> scheme.verify(pair.publicKey(), message, signature)));
  }

  private static List<PrimitiveOperation> agreement(Curve curve, AgreementPrimitive agreement) {
    Secret ours = KeyScalars.random(curve);
    Bytes theirs = publicKey(agreement);
    return List.of(
        new PrimitiveOperation("agree", () -> agreement.agree(ours, theirs).destroy()),
        new PrimitiveOperation("agree once", () -> agreeOnce(agreement, theirs)));
  }

  private static Bytes publicKey(AgreementPrimitive agreement) {
    try (EphemeralKey ephemeral = agreement.ephemeral()) {
      return ephemeral.publicKey();
    }
  }

  /** What an encapsulation takes: a key pair of its own, and one agreement. */
  private static void agreeOnce(AgreementPrimitive agreement, Bytes theirs) {
    try (EphemeralKey ephemeral = agreement.ephemeral()) {
      ephemeral.publicKey();
      ephemeral.agree(theirs).destroy();
    }
  }

  private static List<PrimitiveOperation> fixedBase(Curve curve, FixedBasePrimitive base) {
    Secret key = KeyScalars.random(curve);
    return List.of(new PrimitiveOperation("public key", () -> base.publicKey(key)));
  }

  private static Bytes zeros(int length) {
    return Bytes.wrap(new byte[length]);
  }
}
