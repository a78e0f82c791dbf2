package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.EphemeralKey;
import dev.claviger.crypto.primitive.FixedBasePrimitive;
import dev.claviger.crypto.primitive.KeyEncodings;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** DHKEM of RFC 9180 §4.1, with handles wherever a private key goes. Thread-safe. */
public final class Dhkem {
  private static final int MAX_DERIVE_ATTEMPTS = 256;

  private final KemId kem;
  private final Primitives primitives;
  private final Provider provider;
  private final Optional<SecureRandom> random;
  private final AgreementPrimitive agreement;
  private final FixedBasePrimitive base;
  private final Hkdf hkdf;
  private final LabeledKdf labeled;
  private final Bytes eaePrkPrefix;

  /**
   * @param provider the provider that software handles made here will name
   */
  public Dhkem(KemId kem, Primitives primitives, Provider provider) {
    this(kem, primitives, provider, Optional.empty());
  }

  /**
   * @param provider the provider that software handles made here will name
   * @param random where ephemeral and generated keys come from, as scalars
   */
  public Dhkem(KemId kem, Primitives primitives, Provider provider, SecureRandom random) {
    this(kem, primitives, provider, Optional.of(random));
  }

  private Dhkem(
      KemId kem, Primitives primitives, Provider provider, Optional<SecureRandom> random) {
    this.kem = kem;
    this.primitives = primitives;
    this.provider = provider;
    this.random = random;
    this.agreement = primitives.agreement(kem.curve());
    this.base = primitives.fixedBase(kem.curve());
    this.hkdf = new Hkdf(kem.kdf(), primitives.mac(kem.kdf()));
    this.labeled = LabeledKdf.kem(hkdf, kem.codePoint());
    this.eaePrkPrefix = labeled.extractPrefix("eae_prk");
  }

  /** A shared secret of Nsecret bytes, and the encapsulation that tells the recipient. */
  public record Encapsulated(Secret sharedSecret, Bytes enc) {}

  public KemId kem() {
    return kem;
  }

  /** A random software key pair. */
  public HpkeKeyPair generateKeyPair() {
    KeyRef ref = SoftwareKeys.newRef("generated");
    SoftwareAgreementKey key =
        random
            .map(source -> KeyScalars.random(kem.curve(), source))
            .map(raw -> SoftwareKeys.agreementKey(kem, ref, raw, primitives, provider))
            .orElseGet(() -> SoftwareKeys.generate(kem, ref, primitives, provider));
    return new HpkeKeyPair(key, key.publicKey());
  }

  /** DeriveKeyPair (§7.1.3); the ikm stays alive. */
  public HpkeKeyPair deriveKeyPair(Secret ikm) {
    Secret raw;
    try (Secret prk = labeled.extract(LabeledKdf.noSalt(), "dkp_prk", ikm)) {
      raw = privateKey(prk);
    }
    SoftwareAgreementKey key = SoftwareKeys.derivedKey(kem, raw, primitives, provider);
    return new HpkeKeyPair(key, key.publicKey());
  }

  /**
   * Encap, or AuthEncap where a sender is given (§4.1).
   *
   * @throws dev.claviger.crypto.InvalidPublicKeyException if the recipient's key is not valid
   */
  public Encapsulated encapsulate(HpkePublicKey recipient, Optional<HpkeKeyPair> sender) {
    try (EphemeralKey ephemeral = random.map(this::ephemeralFrom).orElseGet(agreement::ephemeral)) {
      return encapsulate(recipient, sender, ephemeral);
    }
  }

  /** As {@link #encapsulate(HpkePublicKey, Optional)} with the ephemeral key of a test vector. */
  public Encapsulated encapsulateDeterministically(
      HpkePublicKey recipient, Optional<HpkeKeyPair> sender, Secret ikmE) {
    try (Secret prk = labeled.extract(LabeledKdf.noSalt(), "dkp_prk", ikmE);
        EphemeralKey ephemeral = EphemeralKey.of(privateKey(prk), base, agreement)) {
      return encapsulate(recipient, sender, ephemeral);
    }
  }

  /**
   * Decap, or AuthDecap where the sender's public key is given (§4.1). One use of the private key.
   *
   * @throws dev.claviger.crypto.InvalidPublicKeyException if enc or the sender's key is not valid
   */
  public Secret decapsulate(Bytes enc, HpkeKeyPair recipient, Optional<HpkePublicKey> sender) {
    KeyEncodings.requireLength(kem.curve(), enc);
    KeyEncodings.requireLength(kem.curve(), recipient.publicKey().value());
    HpkePublicKey ephemeral = new HpkePublicKey(enc);
    List<HpkePublicKey> peers =
        sender.map(key -> List.of(ephemeral, key)).orElseGet(() -> List.of(ephemeral));
    Bytes context = Bytes.concat(enc, recipient.publicKey().value());
    Bytes full = sender.map(key -> Bytes.concat(context, key.value())).orElse(context);
    try (Secret prefix = Secret.copyOf(eaePrkPrefix);
        Secret eaePrk = extract(recipient.privateKey(), prefix, peers)) {
      return sharedSecret(eaePrk, full);
    }
  }

  private Encapsulated encapsulate(
      HpkePublicKey recipient, Optional<HpkeKeyPair> sender, EphemeralKey ephemeral) {
    Bytes enc = ephemeral.publicKey();
    Bytes context = Bytes.concat(enc, recipient.value());
    try (Secret label = Secret.copyOf(eaePrkPrefix);
        Secret dh = ephemeral.agree(recipient.value());
        Secret prefix = Secret.concat(label, dh)) {
      Bytes full =
          sender.map(pair -> Bytes.concat(context, pair.publicKey().value())).orElse(context);
      try (Secret eaePrk =
          sender.isPresent()
              ? extract(sender.get().privateKey(), prefix, List.of(recipient))
              : hkdf.extract(LabeledKdf.noSalt(), prefix)) {
        return new Encapsulated(sharedSecret(eaePrk, full), enc);
      }
    }
  }

  private EphemeralKey ephemeralFrom(SecureRandom source) {
    return EphemeralKey.of(KeyScalars.random(kem.curve(), source), base, agreement);
  }

  private Secret extract(PrivateKey key, Secret prefix, List<HpkePublicKey> peers) {
    if (key instanceof AgreementHandle handle) {
      if (handle.kem() != kem) {
        throw new IllegalArgumentException("a key of " + handle.kem() + " does not serve " + kem);
      }
      return handle.extract(prefix, peers);
    }
    if (key instanceof SoftwareSignatureKey) {
      throw new IllegalArgumentException("a signature key does not serve " + kem);
    }
    return new ForeignAgreementKey(key, kem, hkdf).extract(prefix, peers);
  }

  /** The end of ExtractAndExpand (§4.1). */
  private Secret sharedSecret(Secret eaePrk, Bytes kemContext) {
    return labeled.expand(eaePrk, "shared_secret", kemContext, kem.secretLength());
  }

  /** The private key that DeriveKeyPair expands (§7.1.3). */
  private Secret privateKey(Secret prk) {
    return kem.curve().isNist() ? candidate(prk) : scalar(prk, "sk", Bytes.empty());
  }

  private Secret candidate(Secret prk) {
    for (int counter = 0; counter < MAX_DERIVE_ATTEMPTS; counter++) {
      byte[] bytes;
      try (Secret expanded = scalar(prk, "candidate", Bytes.copyOf((byte) counter))) {
        bytes = expanded.expose();
      }
      bytes[0] &= (byte) KeyScalars.topMask(kem.curve());
      if (KeyScalars.isInRange(kem.curve(), bytes)) {
        return Secret.wrap(bytes);
      }
      Arrays.fill(bytes, (byte) 0);
    }
    throw new CryptoException("DeriveKeyPair found no key in 256 attempts (RFC 9180 §7.1.3)");
  }

  private Secret scalar(Secret prk, String label, Bytes info) {
    return labeled.expand(prk, label, info, kem.privateKeyLength());
  }
}
