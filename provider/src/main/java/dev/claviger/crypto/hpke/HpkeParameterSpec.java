package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import java.security.Key;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The parameters of {@code Cipher.getInstance("HPKE", "MLS")}, in the shape of JDK 26's {@code
 * javax.crypto.spec.HPKEParameterSpec}: immutable, each {@code with…} returns a copy.
 *
 * <p>A sender initialises with the recipient's public key and reads the encapsulation back by
 * {@code getIV()}; a recipient initialises with its private key and {@link #withEncapsulation}.
 */
public final class HpkeParameterSpec implements AlgorithmParameterSpec {
  private final Optional<HpkeIds> ids;
  private final Bytes info;
  private final Optional<SecretKey> psk;
  private final Bytes pskId;
  private final Optional<Key> authKey;
  private final Optional<Bytes> encapsulation;
  private final Optional<PublicKey> recipientPublicKey;

  private record HpkeIds(KemId kem, KdfId kdf, AeadId aead) {}

  private HpkeParameterSpec(
      Optional<HpkeIds> ids,
      Bytes info,
      Optional<SecretKey> psk,
      Bytes pskId,
      Optional<Key> authKey,
      Optional<Bytes> encapsulation,
      Optional<PublicKey> recipientPublicKey) {
    this.ids = ids;
    this.info = info;
    this.psk = psk;
    this.pskId = pskId;
    this.authKey = authKey;
    this.encapsulation = encapsulation;
    this.recipientPublicKey = recipientPublicKey;
  }

  /** The KEM that fits the key, the KDF inside that KEM, and AES-256-GCM. */
  public static HpkeParameterSpec of() {
    return create(Optional.empty());
  }

  /**
   * @throws IllegalArgumentException if a code point is none of RFC 9180 §7
   */
  public static HpkeParameterSpec of(int kem, int kdf, int aead) {
    return create(Optional.of(new HpkeIds(KemId.of(kem), KdfId.of(kdf), AeadId.of(aead))));
  }

  public HpkeParameterSpec withInfo(byte[] info) {
    return new HpkeParameterSpec(
        ids, Bytes.copyOf(info), psk, pskId, authKey, encapsulation, recipientPublicKey);
  }

  /**
   * @param psk a key of at least 32 bytes
   * @param pskId not empty
   */
  public HpkeParameterSpec withPsk(SecretKey psk, byte[] pskId) {
    return new HpkeParameterSpec(
        ids,
        info,
        Optional.of(psk),
        Bytes.copyOf(pskId),
        authKey,
        encapsulation,
        recipientPublicKey);
  }

  /** The sender's key: its private key on the sending side, its public key on the receiving one. */
  public HpkeParameterSpec withAuthKey(Key authKey) {
    return new HpkeParameterSpec(
        ids, info, psk, pskId, Optional.of(authKey), encapsulation, recipientPublicKey);
  }

  /** For the recipient: what the sender's {@code getIV()} gave. */
  public HpkeParameterSpec withEncapsulation(byte[] encapsulation) {
    return new HpkeParameterSpec(
        ids,
        info,
        psk,
        pskId,
        authKey,
        Optional.of(Bytes.copyOf(encapsulation)),
        recipientPublicKey);
  }

  /**
   * For the recipient: the public half of its key. Only needed where the private key is a handle of
   * another provider, which cannot tell it.
   */
  public HpkeParameterSpec withRecipientPublicKey(PublicKey publicKey) {
    return new HpkeParameterSpec(
        ids, info, psk, pskId, authKey, encapsulation, Optional.of(publicKey));
  }

  /** Empty where the key decides. */
  public Optional<KemId> kem() {
    return ids.map(HpkeIds::kem);
  }

  /** Empty where the key decides. */
  public Optional<KdfId> kdf() {
    return ids.map(HpkeIds::kdf);
  }

  public AeadId aead() {
    return ids.map(HpkeIds::aead).orElse(AeadId.AES_256_GCM);
  }

  public Bytes info() {
    return info;
  }

  public Optional<SecretKey> psk() {
    return psk;
  }

  public Bytes pskId() {
    return pskId;
  }

  public Optional<Key> authKey() {
    return authKey;
  }

  public Optional<Bytes> encapsulation() {
    return encapsulation;
  }

  public Optional<PublicKey> recipientPublicKey() {
    return recipientPublicKey;
  }

  private static HpkeParameterSpec create(Optional<HpkeIds> ids) {
    return new HpkeParameterSpec(
        ids,
        Bytes.empty(),
        Optional.empty(),
        Bytes.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
