package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.Usage;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
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
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What each primitive costs in this process, in nanoseconds of processor time: measured once, with
 * the implementation that our engine has chosen, on one thread. Their names are those of {@link
 * Prices}.
 */
final class PrimitiveClock {
  private final Pace pace;
  private final Tick tick = Tick.warmedUp();
  private final Map<String, Price> measured = new TreeMap<>();

  /**
   * @param pace of the run whose rows they bound
   */
  PrimitiveClock(Pace pace) {
    this.pace = pace;
  }

  /**
   * @throws IllegalArgumentException if it is no name of a primitive
   */
  Price price(String name) {
    return measured.computeIfAbsent(name, this::measure);
  }

  /**
   * Of each, the shortest first.
   *
   * @throws IllegalArgumentException if one is no name of a primitive
   */
  Map<String, Price> prices(Collection<String> names) {
    Map<String, Price> prices = new TreeMap<>();
    names.stream().sorted(Prices.BY_LENGTH).forEach(name -> prices.put(name, price(name)));
    return prices;
  }

  private Price measure(String name) {
    Pace ofPrice = pace.ofPrice(Prices.length(name));
    Figures figures = Rounds.measure(work(name)::get, true, ofPrice, () -> Usage.NONE, tick);
    return new Price(figures.cpuNanos().median(), figures.tickNanos());
  }

  private static Supplier<Object> work(String name) {
    String[] parts = name.split(" ", -1);
    OfSuite suite = new OfSuite(Engine.suite(new CipherSuiteId(Integer.decode(parts[0]))));
    int length = Prices.length(name);
    return switch (parts[1]) {
      case Prices.MAC -> suite.mac();
      case Prices.HASH -> suite.hash(length);
      case Prices.SEAL -> suite.seal(length);
      case Prices.OPEN -> suite.open(length);
      case Prices.SIGN -> suite.sign(length);
      case Prices.VERIFY -> suite.verify(length);
      case Prices.PUBLIC_KEY -> suite.publicKey();
      case Prices.AGREE -> suite.agree();
      case Prices.AGREE_ONCE -> suite.agreeOnce();
      default -> throw new IllegalArgumentException("no primitive: " + name);
    };
  }

  private record OfSuite(CipherSuite suite, Primitives primitives) {
    OfSuite(CipherSuite suite) {
      this(suite, Primitives.of(MlsProvider.standard()));
    }

    /** HMAC of a block under a key of the hash's length: a step of HKDF. */
    Supplier<Object> mac() {
      MacPrimitive mac = primitives.mac(suite.kdf());
      Secret key = Secret.zeros(suite.hashLength());
      Bytes block = zeros(suite.hashLength());
      byte[] tag = new byte[suite.hashLength()];
      return () -> {
        try (MacPrimitive.Computation computation = mac.start(key)) {
          block.feed(computation);
          computation.finish(tag, 0);
        }
        return tag;
      };
    }

    Supplier<Object> hash(int length) {
      DigestPrimitive digest = primitives.digest(suite.kdf());
      Bytes data = zeros(length);
      return () -> digest.digest(data);
    }

    Supplier<Object> seal(int length) {
      AeadPrimitive aead = primitives.aead(suite.aead());
      Bytes data = zeros(length);
      Secret key = key();
      return () -> aead.seal(key, nonce(), Bytes.empty(), data);
    }

    Supplier<Object> open(int length) {
      AeadPrimitive aead = primitives.aead(suite.aead());
      Secret key = key();
      Bytes sealed = Bytes.wrap(aead.seal(key, nonce(), Bytes.empty(), zeros(length)));
      return () -> aead.open(key, nonce(), Bytes.empty(), sealed);
    }

    Supplier<Object> sign(int length) {
      SignaturePrimitive signature = primitives.signature(suite.signatureScheme());
      SignaturePrimitive.Signer ready = signature.signer(signature.generate());
      Bytes data = zeros(length);
      return () -> ready.sign(data);
    }

    /** By two signers in turn: what is kept of a signer is of no use for the next one. */
    Supplier<Object> verify(int length) {
      SignaturePrimitive signature = primitives.signature(suite.signatureScheme());
      Bytes data = zeros(length);
      Supplier<Object> one = verify(signature, data);
      Supplier<Object> other = verify(signature, data);
      boolean[] isOther = new boolean[1];
      return () -> {
        isOther[0] ^= true;
        return (isOther[0] ? other : one).get();
      };
    }

    private static Supplier<Object> verify(SignaturePrimitive signature, Bytes data) {
      RawKeyPair signer = signature.generate();
      Bytes signed = signature.signer(signer).sign(data);
      return () -> {
        signature.verify(signer.publicKey(), data, signed);
        return signed;
      };
    }

    /** A public key by the fixed base. */
    Supplier<Object> publicKey() {
      Secret key = KeyScalars.random(curve());
      FixedBasePrimitive base = primitives.fixedBase(curve());
      return () -> base.publicKey(key);
    }

    Supplier<Object> agree() {
      AgreementPrimitive agreement = primitives.agreement(curve());
      Secret ours = KeyScalars.random(curve());
      Bytes theirs = theirs();
      return () -> agreement.agree(ours, theirs);
    }

    /** An ephemeral key pair, and one agreement with it. */
    Supplier<Object> agreeOnce() {
      AgreementPrimitive agreement = primitives.agreement(curve());
      Bytes theirs = theirs();
      return () -> {
        try (EphemeralKey ephemeral = agreement.ephemeral()) {
          ephemeral.agree(theirs).destroy();
          return ephemeral.publicKey();
        }
      };
    }

    private Bytes theirs() {
      return primitives.fixedBase(curve()).publicKey(KeyScalars.random(curve()));
    }

    private Curve curve() {
      return suite.kem().curve();
    }

    /** MLS uses each key once, and implementations are quicker with one that they had before. */
    private Secret key() {
      return suite.randomSecret(suite.aead().keyLength());
    }

    private Bytes nonce() {
      return zeros(suite.aead().nonceLength());
    }
  }

  private static Bytes zeros(int length) {
    return Bytes.wrap(new byte[length]);
  }
}
