package dev.claviger.crypto.primitive;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import java.util.Arrays;
import java.util.Map;

/**
 * One short run of a primitive before it is trusted: known answers where they are short, else that
 * what was made is accepted and what was tampered with is refused.
 */
final class SelfTest {
  private static final Bytes MESSAGE = Bytes.utf8("abc");

  /** FIPS 180-4's "abc", by hash; the first eight bytes are enough to know the function. */
  private static final Map<KdfId, String> DIGESTS =
      Map.of(
          KdfId.HKDF_SHA256, "ba7816bf8f01cfea",
          KdfId.HKDF_SHA384, "cb00753f45a35e8b",
          KdfId.HKDF_SHA512, "ddaf35a193617aba");

  private SelfTest() {}

  /**
   * @throws CryptoException if the implementation is not what it says
   */
  static void run(Primitive primitive, Object implementation) {
    boolean passed;
    if (primitive instanceof Primitive.Digest digest) {
      passed = digests(digest.kdf(), (DigestPrimitive) implementation);
    } else if (primitive instanceof Primitive.Mac mac) {
      passed = authenticates(mac.kdf(), (MacPrimitive) implementation);
    } else if (primitive instanceof Primitive.Aead aead) {
      passed = encrypts(aead.aead(), (AeadPrimitive) implementation);
    } else if (primitive instanceof Primitive.Signature) {
      passed = signs((SignaturePrimitive) implementation);
    } else if (primitive instanceof Primitive.Agreement agreement) {
      passed = agrees(agreement.curve(), (AgreementPrimitive) implementation);
    } else {
      KnownKeyPair known = KnownKeyPair.of(((Primitive.FixedBase) primitive).curve());
      passed = publishes(known, (FixedBasePrimitive) implementation);
    }
    if (!passed) {
      throw new CryptoException("failed the self-test of " + primitive.name());
    }
  }

  private static boolean digests(KdfId kdf, DigestPrimitive digest) {
    Bytes whole = digest.digest(MESSAGE);
    return whole.length() == kdf.hashLength()
        && whole.slice(0, 8).toHex().equals(DIGESTS.get(kdf))
        && whole.equals(digest.digest(MESSAGE.slice(0, 1), MESSAGE.slice(1, 3)));
  }

  /** The empty key and that of zeros only are the same key to HMAC, and no other is. */
  private static boolean authenticates(KdfId kdf, MacPrimitive mac) {
    byte[] empty = tag(kdf, mac, Secret.zeros(0));
    byte[] other = new byte[kdf.hashLength()];
    other[0] = 1;
    return Arrays.equals(empty, tag(kdf, mac, Secret.zeros(kdf.hashLength())))
        && !Arrays.equals(empty, tag(kdf, mac, Secret.copyOf(other)));
  }

  private static byte[] tag(KdfId kdf, MacPrimitive mac, Secret key) {
    byte[] tag = new byte[kdf.hashLength()];
    try (MacPrimitive.Computation computation = mac.start(key)) {
      MESSAGE.feed(computation);
      computation.finish(tag, 0);
    }
    return tag;
  }

  private static boolean encrypts(AeadId id, AeadPrimitive aead) {
    Secret key = Secret.zeros(id.keyLength());
    Bytes nonce = Bytes.wrap(new byte[id.nonceLength()]);
    byte[] sealed = aead.seal(key, nonce, MESSAGE, MESSAGE);
    boolean opens =
        Bytes.copyOf(aead.open(key, nonce, MESSAGE, Bytes.copyOf(sealed))).equals(MESSAGE);
    sealed[0] ^= 1;
    try {
      aead.open(key, nonce, MESSAGE, Bytes.wrap(sealed));
      return false;
    } catch (AuthenticationException expected) {
      return opens;
    }
  }

  private static boolean signs(SignaturePrimitive scheme) {
    RawKeyPair pair = scheme.generate();
    Bytes signature = scheme.signer(pair).sign(MESSAGE);
    scheme.verify(pair.publicKey(), MESSAGE, signature);
    try {
      scheme.verify(pair.publicKey(), MESSAGE.slice(0, 2), signature);
      return false;
    } catch (AuthenticationException expected) {
      return true;
    }
  }

  /** An ephemeral key and a raw one, which get the same from each other. */
  private static boolean agrees(Curve curve, AgreementPrimitive agreement) {
    KnownKeyPair known = KnownKeyPair.of(curve);
    try (EphemeralKey ephemeral = agreement.ephemeral();
        Secret first = agreement.agree(known.privateKey(), ephemeral.publicKey());
        Secret second = ephemeral.agree(known.publicKey())) {
      return first.length() == curve.fieldLength()
          && first.equals(second)
          && agreement.generate().map(pair -> agrees(known, pair, agreement)).orElse(true);
    }
  }

  private static boolean agrees(
      KnownKeyPair known, RawKeyPair generated, AgreementPrimitive agreement) {
    try (Secret raw = generated.privateKey();
        Secret first = agreement.agree(known.privateKey(), generated.publicKey());
        Secret second = agreement.agree(raw, known.publicKey())) {
      return first.equals(second);
    }
  }

  private static boolean publishes(KnownKeyPair known, FixedBasePrimitive base) {
    return base.publicKey(known.privateKey()).equals(known.publicKey());
  }
}
