package dev.claviger.crypto;

import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.primitive.NistCurve;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;

/**
 * An MLS ciphersuite: the cryptographic objects and labelled operations of RFC 9420 §5.
 *
 * <p>Obtained the JCA way, across all installed providers:
 *
 * <pre>
 * CipherSuite suite = CipherSuite.getInstance("MLS_128_DHKEMP256_AES128GCM_SHA256_P256");
 * </pre>
 *
 * <p>Private keys are handles of any JCA provider: software, PKCS#11, Android Keystore. Every
 * {@link Secret} returned is the caller's to destroy; the ones passed in stay alive. Thread-safe:
 * one instance serves any number of groups on any number of threads.
 *
 * <p>Every operation throws {@link IllegalArgumentException} for a key, nonce or length of the
 * wrong size where the caller is to blame, {@link InvalidPublicKeyException} for a malformed public
 * key, {@link AuthenticationException} for what does not verify, and {@link CryptoException} when a
 * provider or token fails.
 */
public final class CipherSuite {
  /** The type under which providers register ciphersuites. */
  public static final String SERVICE_TYPE = "MlsCipherSuite";

  private final CipherSuiteSpi spi;
  private final Provider provider;
  private final String algorithm;

  private CipherSuite(CipherSuiteSpi spi, Provider provider, String algorithm) {
    this.spi = spi;
    this.provider = provider;
    this.algorithm = algorithm;
  }

  /**
   * The suite of that IANA name, or of that code point written as {@code "1"} or {@code "0x0001"},
   * from the first installed provider that has it.
   *
   * @throws NoSuchAlgorithmException if no installed provider has it
   */
  public static CipherSuite getInstance(String algorithm) throws NoSuchAlgorithmException {
    return CipherSuiteLookup.find(algorithm);
  }

  /**
   * The suite of that code point, from the first installed provider that has it.
   *
   * @throws NoSuchAlgorithmException if no installed provider has it
   */
  public static CipherSuite getInstance(CipherSuiteId id) throws NoSuchAlgorithmException {
    return CipherSuiteLookup.find(id.toString());
  }

  /**
   * @throws NoSuchAlgorithmException if that provider does not have the suite
   * @throws NoSuchProviderException if no provider of that name is installed
   */
  public static CipherSuite getInstance(String algorithm, String provider)
      throws NoSuchAlgorithmException, NoSuchProviderException {
    return CipherSuiteLookup.find(algorithm, provider);
  }

  /**
   * The suite of a provider that need not be installed.
   *
   * @throws NoSuchAlgorithmException if that provider does not have the suite
   */
  public static CipherSuite getInstance(String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    return CipherSuiteLookup.find(algorithm, provider);
  }

  /**
   * The suite of that code point, of a provider that need not be installed.
   *
   * @throws NoSuchAlgorithmException if that provider does not have the suite
   */
  public static CipherSuite getInstance(CipherSuiteId id, Provider provider)
      throws NoSuchAlgorithmException {
    return CipherSuiteLookup.find(id.toString(), provider);
  }

  static CipherSuite of(Provider.Service service) throws NoSuchAlgorithmException {
    if (service.newInstance(null) instanceof CipherSuiteSpi spi) {
      return new CipherSuite(spi, service.getProvider(), service.getAlgorithm());
    }
    throw new NoSuchAlgorithmException(
        service.getClassName()
            + " of "
            + service.getProvider().getName()
            + " is no CipherSuiteSpi");
  }

  /** The IANA name. */
  public String getAlgorithm() {
    return algorithm;
  }

  public Provider getProvider() {
    return provider;
  }

  public CipherSuiteId id() {
    return spi.engineId();
  }

  public SignatureScheme signatureScheme() {
    return spi.engineSignatureScheme();
  }

  public KemId kem() {
    return hpke().kem();
  }

  public KdfId kdf() {
    return hpke().kdf();
  }

  public AeadId aead() {
    return hpke().aead();
  }

  /** HPKE with the suite's KEM, KDF and AEAD, for what RFC 9420 uses it beyond labels (§8.3). */
  public Hpke hpke() {
    return spi.engineHpke();
  }

  /** Hash.length and KDF.Nh, in bytes: the length of every secret of the key schedule. */
  public int hashLength() {
    return kdf().hashLength();
  }

  /** Random bytes that will be public: a group ID, a nonce. */
  public Bytes randomBytes(int length) {
    byte[] random = new byte[length];
    spi.engineRandom().nextBytes(random);
    return Bytes.wrap(random);
  }

  /** A random secret. */
  public Secret randomSecret(int length) {
    byte[] random = new byte[length];
    spi.engineRandom().nextBytes(random);
    return Secret.wrap(random);
  }

  /**
   * Checks that an HPKE public key is one of the suite's KEM: its length, and for a NIST curve that
   * it is a point of the curve. A Montgomery curve has a use for every value (RFC 7748 §5).
   *
   * @throws InvalidPublicKeyException if it is not
   */
  public void checkPublicKey(HpkePublicKey key) {
    checkPoint(kem().curve(), key.value());
  }

  /**
   * Checks that a signature key is one of the suite's scheme: its length, and for a NIST curve that
   * it is a point of the curve. Whether an Edwards key is a point shows when it verifies.
   *
   * @throws InvalidPublicKeyException if it is not
   */
  public void checkPublicKey(SignaturePublicKey key) {
    checkPoint(signatureScheme().curve(), key.value());
  }

  /** {@code Hash(parts[0] ‖ parts[1] ‖ …)}. */
  public Bytes hash(Bytes... parts) {
    return spi.engineHash(parts);
  }

  /** HMAC with the suite's hash (RFC 9420 §5.1). */
  public Bytes mac(Secret key, Bytes data) {
    return spi.engineMac(key, data);
  }

  /**
   * Compares in constant time.
   *
   * @throws AuthenticationException if the tag is not that of the data
   */
  public void verifyMac(Secret key, Bytes data, Bytes tag) {
    byte[] expected = mac(key, data).toByteArray();
    if (!java.security.MessageDigest.isEqual(expected, tag.toByteArray())) {
      throw new AuthenticationException("MAC verification");
    }
  }

  /** {@code KDF.Extract(salt, ikm)} (RFC 5869 §2.2): Nh bytes. */
  public Secret extract(Secret salt, Secret ikm) {
    return spi.engineExtract(salt, ikm);
  }

  /** {@code KDF.Expand(prk, info, length)} (RFC 5869 §2.3). */
  public Secret expand(Secret prk, Bytes info, int length) {
    return spi.engineExpand(prk, info, length);
  }

  /** AEAD encryption: ciphertext and tag. */
  public Bytes seal(Secret key, Bytes nonce, Bytes aad, Bytes plaintext) {
    return spi.engineSeal(key, nonce, aad, plaintext);
  }

  /**
   * AEAD decryption.
   *
   * @throws AuthenticationException if the tag does not verify
   */
  public Bytes open(Secret key, Bytes nonce, Bytes aad, Bytes ciphertext) {
    return spi.engineOpen(key, nonce, aad, ciphertext);
  }

  /** RFC 9420 §5.2: {@code RefHash(label, value) = Hash(RefHashInput)}. */
  public Bytes refHash(String label, Bytes value) {
    return spi.engineHash(LabelEncoder.refHashInput(label, value));
  }

  /** RFC 9420 §5.1.2: signs {@code SignContent}. One use of the private key. */
  public Bytes signWithLabel(PrivateKey key, String label, Bytes content) {
    return spi.engineSign(key, LabelEncoder.labelled(label, content));
  }

  /**
   * RFC 9420 §5.1.2.
   *
   * @throws AuthenticationException if the signature does not verify
   */
  public void verifyWithLabel(
      SignaturePublicKey key, String label, Bytes content, Bytes signature) {
    spi.engineVerify(key, LabelEncoder.labelled(label, content), signature);
  }

  /**
   * RFC 9420 §5.1.3: a sealer to any number of public keys under one label and context, whose HPKE
   * {@code info} is hashed once.
   */
  public LabelledSealer sealerWithLabel(String label, Bytes context) {
    return new LabelledSealer(hpke().prepare(encryptContext(label, context)));
  }

  /** RFC 9420 §5.1.3: HPKE single-shot encryption in base mode. */
  public HpkeCiphertext encryptWithLabel(
      HpkePublicKey recipient, String label, Bytes context, Bytes plaintext) {
    return sealerWithLabel(label, context).seal(recipient, plaintext);
  }

  /**
   * RFC 9420 §5.1.3: HPKE single-shot decryption in base mode. One use of the private key.
   *
   * @return the plaintext, as the secret that it is in every use RFC 9420 makes of this
   * @throws AuthenticationException if the ciphertext is not for this key, label and context
   */
  public Secret decryptWithLabel(
      HpkeKeyPair recipient, String label, Bytes context, HpkeCiphertext ciphertext) {
    return hpke().openSecret(recipient, encryptContext(label, context), Bytes.empty(), ciphertext);
  }

  /** RFC 9420 §8, §9: what is derived from one secret by labels, the secret being set up once. */
  public LabelledExpander expander(Secret secret) {
    return new LabelledExpander(spi.engineExpander(secret), hashLength());
  }

  /** RFC 9420 §8: {@code ExpandWithLabel(secret, label, context, length)}. */
  public Secret expandWithLabel(Secret secret, String label, Bytes context, int length) {
    try (LabelledExpander once = expander(secret)) {
      return once.expandWithLabel(label, context, length);
    }
  }

  /** RFC 9420 §8: {@code DeriveSecret(secret, label)}, Nh bytes. */
  public Secret deriveSecret(Secret secret, String label) {
    try (LabelledExpander once = expander(secret)) {
      return once.deriveSecret(label);
    }
  }

  /**
   * RFC 9420 §9: {@code DeriveTreeSecret(secret, label, generation, length)}.
   *
   * @param generation an unsigned 32-bit number
   */
  public Secret deriveTreeSecret(Secret secret, String label, int generation, int length) {
    try (LabelledExpander once = expander(secret)) {
      return once.deriveTreeSecret(label, generation, length);
    }
  }

  /**
   * {@code KEM.DeriveKeyPair(ikm)} (RFC 9180 §7.1.3). The key is software and a handle all the
   * same: it has no encoding, and it is the caller's to destroy.
   */
  public HpkeKeyPair deriveKeyPair(Secret ikm) {
    return hpke().deriveKeyPair(ikm);
  }

  @Override
  public String toString() {
    return algorithm + " of " + provider.getName();
  }

  /** The same suite of the same provider object. */
  @Override
  @SuppressWarnings("ReferenceEquality") // a Provider compares its whole table, under a lock
  public boolean equals(Object other) {
    return other instanceof CipherSuite that && id().equals(that.id()) && provider == that.provider;
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  private static void checkPoint(Curve curve, Bytes encoded) {
    if (curve.isNist()) {
      NistCurve.of(curve).decode(encoded);
    } else if (encoded.length() != curve.publicKeyLength()) {
      throw new InvalidPublicKeyException("not a public key of " + curve.jcaName());
    }
  }

  private static Bytes encryptContext(String label, Bytes context) {
    return LabelEncoder.labelled(label, context);
  }
}
