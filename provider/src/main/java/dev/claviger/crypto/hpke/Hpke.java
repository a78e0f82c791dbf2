package dev.claviger.crypto.hpke;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.Dhkem;
import dev.claviger.crypto.engine.Hkdf;
import dev.claviger.crypto.primitive.AeadPrimitive;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.provider.MlsProvider;
import java.security.Provider;
import java.security.SecureRandom;

/**
 * HPKE (RFC 9180) with one KEM, KDF and AEAD: all four modes, single-shot and context, and export.
 * Private keys are handles of any JCA provider. Thread-safe.
 *
 * <p>The sizes of keys and encapsulations are on {@link KemId}. A malformed key or encapsulation is
 * an {@link InvalidPublicKeyException}; what does not open is an {@link AuthenticationException}.
 */
public final class Hpke {
  private final AeadId aead;
  private final Dhkem dhkem;
  private final KeySchedule schedule;
  private final KdfId kdf;
  private final Primitives primitives;

  private Hpke(Dhkem dhkem, KdfId kdf, AeadId aead, Primitives primitives) {
    this.aead = aead;
    this.kdf = kdf;
    this.primitives = primitives;
    this.dhkem = dhkem;
    this.schedule = new KeySchedule(dhkem.kem(), new Hkdf(kdf, primitives.mac(kdf)), aead);
  }

  /** HPKE with the default choice of primitives. */
  public static Hpke of(KemId kem, KdfId kdf, AeadId aead) {
    return of(kem, kdf, aead, MlsProvider.standard());
  }

  /** HPKE with the primitives a configured provider "MLS" chooses; it need not be installed. */
  public static Hpke of(KemId kem, KdfId kdf, AeadId aead, Provider provider) {
    Primitives primitives = Primitives.of(provider);
    return new Hpke(new Dhkem(kem, primitives, provider), kdf, aead, primitives);
  }

  /** As {@link #of(KemId, KdfId, AeadId, Provider)}, with ephemeral keys from a given source. */
  public static Hpke of(KemId kem, KdfId kdf, AeadId aead, Provider provider, SecureRandom random) {
    Primitives primitives = Primitives.of(provider);
    return new Hpke(new Dhkem(kem, primitives, provider, random), kdf, aead, primitives);
  }

  public KemId kem() {
    return dhkem.kem();
  }

  public KdfId kdf() {
    return kdf;
  }

  public AeadId aead() {
    return aead;
  }

  /** A random software key pair; it has no encoding, and it is the caller's to destroy. */
  public HpkeKeyPair generateKeyPair() {
    return dhkem.generateKeyPair();
  }

  /** DeriveKeyPair (§7.1.3): as {@link #generateKeyPair}, from ikm of at least Nsk bytes. */
  public HpkeKeyPair deriveKeyPair(Secret ikm) {
    return dhkem.deriveKeyPair(ikm);
  }

  /** SetupBaseS (§5.1.1). */
  public HpkeSender setupS(HpkePublicKey recipient, Bytes info) {
    return setupS(recipient, info, HpkeOptions.base());
  }

  /** SetupBaseS, SetupPSKS, SetupAuthS or SetupAuthPSKS (§5.1). */
  public HpkeSender setupS(HpkePublicKey recipient, Bytes info, HpkeOptions<HpkeKeyPair> options) {
    Dhkem.Encapsulated encapsulated = dhkem.encapsulate(recipient, options.sender());
    return new HpkeSender(encapsulated.enc(), context(encapsulated.sharedSecret(), info, options));
  }

  /** SetupBaseR (§5.1.1). One use of the private key. */
  public HpkeRecipient setupR(Bytes enc, HpkeKeyPair recipient, Bytes info) {
    return setupR(enc, recipient, info, HpkeOptions.base());
  }

  /** SetupBaseR, SetupPSKR, SetupAuthR or SetupAuthPSKR (§5.1). One use of the private key. */
  public HpkeRecipient setupR(
      Bytes enc, HpkeKeyPair recipient, Bytes info, HpkeOptions<HpkePublicKey> options) {
    Secret shared = dhkem.decapsulate(enc, recipient, options.sender());
    return new HpkeRecipient(context(shared, info, options));
  }

  /** Single-shot encryption in base mode (§6.1). */
  public HpkeCiphertext seal(HpkePublicKey recipient, Bytes info, Bytes aad, Bytes plaintext) {
    return prepare(info).seal(recipient, aad, plaintext);
  }

  /** Single-shot encryption in any mode (§6.1). */
  public HpkeCiphertext seal(
      HpkePublicKey recipient,
      Bytes info,
      Bytes aad,
      Bytes plaintext,
      HpkeOptions<HpkeKeyPair> options) {
    try (HpkeSender sender = setupS(recipient, info, options)) {
      return new HpkeCiphertext(sender.enc(), sender.seal(aad, plaintext));
    }
  }

  /** Single-shot decryption in base mode (§6.1). One use of the private key. */
  public Bytes open(HpkeKeyPair recipient, Bytes info, Bytes aad, HpkeCiphertext ciphertext) {
    return open(recipient, info, aad, ciphertext, HpkeOptions.base());
  }

  /** Single-shot decryption in any mode (§6.1). One use of the private key. */
  public Bytes open(
      HpkeKeyPair recipient,
      Bytes info,
      Bytes aad,
      HpkeCiphertext ciphertext,
      HpkeOptions<HpkePublicKey> options) {
    try (HpkeRecipient context = setupR(ciphertext.kemOutput(), recipient, info, options)) {
      return context.open(aad, ciphertext.ciphertext());
    }
  }

  /** As {@link #open(HpkeKeyPair, Bytes, Bytes, HpkeCiphertext)}, for a plaintext to be zeroed. */
  public Secret openSecret(
      HpkeKeyPair recipient, Bytes info, Bytes aad, HpkeCiphertext ciphertext) {
    Bytes context = schedule.context(HpkeMode.BASE, java.util.Optional.empty(), info);
    try (Secret shared =
            dhkem.decapsulate(ciphertext.kemOutput(), recipient, java.util.Optional.empty());
        Secret secret = schedule.secret(shared, java.util.Optional.empty());
        Secret key = schedule.key(secret, context);
        Secret nonce = schedule.baseNonce(secret, context)) {
      Bytes iv = Bytes.wrap(nonce.expose());
      return Secret.wrap(aeadPrimitive().open(key, iv, aad, ciphertext.ciphertext()));
    }
  }

  /** A sealer in base mode whose {@code info} is hashed once for all recipients. */
  public PreparedInfo prepare(Bytes info) {
    return new PreparedInfo(this, info);
  }

  Dhkem dhkem() {
    return dhkem;
  }

  KeySchedule schedule() {
    return schedule;
  }

  AeadPrimitive aeadPrimitive() {
    if (aead == AeadId.EXPORT_ONLY) {
      throw new IllegalStateException("an export-only HPKE suite neither seals nor opens (§5.3)");
    }
    return primitives.aead(aead);
  }

  private HpkeContext context(Secret shared, Bytes info, HpkeOptions<?> options) {
    Bytes context = schedule.context(options.mode(), options.psk(), info);
    try (shared;
        Secret secret = schedule.secret(shared, options.psk())) {
      return new HpkeContext(this, secret, context);
    }
  }
}
