package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.Usage;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.AeadPrimitive;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.DigestPrimitive;
import dev.claviger.crypto.primitive.EphemeralKey;
import dev.claviger.crypto.primitive.FixedBasePrimitive;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.MacPrimitive;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.crypto.primitive.RawKeyPair;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import dev.claviger.provider.MlsProvider;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What each primitive of a suite costs here, in nanoseconds of processor time: measured once, with
 * the implementation that our engine has chosen, on one thread.
 */
final class Prices {
  /** Sizes are rounded up to a multiple, so that few of them are measured. */
  private static final int STEP = 64;

  private final Stopwatch stopwatch;
  private final CipherSuite suite;
  private final Curve curve;
  private final MacPrimitive mac;
  private final DigestPrimitive digest;
  private final AeadPrimitive aead;
  private final AgreementPrimitive agreement;
  private final FixedBasePrimitive base;
  private final SignaturePrimitive signature;
  private final RawKeyPair signer;
  private final Map<String, Double> measured = new TreeMap<>();

  Prices(CipherSuite suite, Pace pace) {
    Primitives primitives = Primitives.of(MlsProvider.standard());
    this.stopwatch = new Stopwatch(pace, () -> Usage.NONE);
    this.suite = suite;
    this.curve = suite.kem().curve();
    this.mac = primitives.mac(suite.kdf());
    this.digest = primitives.digest(suite.kdf());
    this.aead = primitives.aead(suite.aead());
    this.agreement = primitives.agreement(curve);
    this.base = primitives.fixedBase(curve);
    this.signature = primitives.signature(suite.signatureScheme());
    this.signer = signature.generate();
  }

  /** All that were asked for, by name. */
  Map<String, Double> measured() {
    return measured;
  }

  /** HMAC of a block under a key of the hash's length: a step of HKDF. */
  double mac() {
    Secret key = Secret.zeros(suite.hashLength());
    Bytes block = zeros(suite.hashLength());
    byte[] tag = new byte[suite.hashLength()];
    return price(
        "mac",
        () -> {
          try (MacPrimitive.Computation computation = mac.start(key)) {
            block.feed(computation);
            computation.finish(tag, 0);
          }
          return tag;
        });
  }

  double hash(int length) {
    int size = rounded(length);
    Bytes data = zeros(size);
    return price("hash " + size, () -> digest.digest(data));
  }

  double seal(int length) {
    int size = rounded(length);
    Bytes data = zeros(size);
    Secret key = key();
    return price("seal " + size, () -> aead.seal(key, nonce(), Bytes.empty(), data));
  }

  double open(int length) {
    int size = rounded(length);
    Secret key = key();
    Bytes sealed = Bytes.wrap(aead.seal(key, nonce(), Bytes.empty(), zeros(size)));
    return price("open " + size, () -> aead.open(key, nonce(), Bytes.empty(), sealed));
  }

  double sign(int length) {
    int size = rounded(length);
    Bytes data = zeros(size);
    SignaturePrimitive.Signer ready = signature.signer(signer);
    return price("sign " + size, () -> ready.sign(data));
  }

  double verify(int length) {
    int size = rounded(length);
    Bytes data = zeros(size);
    Bytes signed = signature.signer(signer).sign(data);
    return price(
        "verify " + size,
        () -> {
          signature.verify(signer.publicKey(), data, signed);
          return signed;
        });
  }

  /** A public key by the fixed base. */
  double publicKey() {
    Secret key = KeyScalars.random(curve);
    return price("publicKey", () -> base.publicKey(key));
  }

  double agree() {
    Secret ours = KeyScalars.random(curve);
    Bytes theirs = base.publicKey(KeyScalars.random(curve));
    return price("agree", () -> agreement.agree(ours, theirs));
  }

  /** An ephemeral key pair, and one agreement with it. */
  double agreeOnce() {
    Bytes theirs = base.publicKey(KeyScalars.random(curve));
    return price(
        "agreeOnce",
        () -> {
          try (EphemeralKey ephemeral = agreement.ephemeral()) {
            ephemeral.agree(theirs).destroy();
            return ephemeral.publicKey();
          }
        });
  }

  private double price(String name, Supplier<Object> primitive) {
    return measured.computeIfAbsent(
        String.format(Locale.ROOT, "0x%04x %s", suite.id().value(), name),
        key -> stopwatch.measure(primitive::get, true).cpuNanos().median());
  }

  private Secret key() {
    return Secret.zeros(suite.aead().keyLength());
  }

  private Bytes nonce() {
    return zeros(suite.aead().nonceLength());
  }

  private static int rounded(int length) {
    return Math.max(STEP, (length + STEP - 1) / STEP * STEP);
  }

  private static Bytes zeros(int length) {
    return Bytes.wrap(new byte[length]);
  }
}
