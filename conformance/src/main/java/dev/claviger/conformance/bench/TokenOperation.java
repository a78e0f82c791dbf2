package dev.claviger.conformance.bench;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.primitive.EcdsaSignatures;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An operation on a key of a token, as each of the two programs does it. */
sealed interface TokenOperation extends AutoCloseable {
  /** For a reader. */
  String name();

  KeyAlgorithm algorithm();

  /** What the mechanism of the key must be for the C program to use it likewise. */
  String mechanism();

  /** The names of the C_ calls of one operation, in their order. */
  List<String> calls();

  /** Once, with a vault's key. */
  void run(VaultKey key);

  /**
   * The line that prepares the C program.
   *
   * @param id the key's CKA_ID
   */
  String command(Bytes id);

  /**
   * Holds what the C program gave against what the key should give.
   *
   * @throws RuntimeException if it is wrong
   */
  void check(VaultKey key, Bytes result);

  /** What it made to run; the key stays. */
  @Override
  default void close() {}

  static List<TokenOperation> all() {
    Sign p256 = new Sign("sign P-256", SignatureScheme.ECDSA_SECP256R1_SHA256, "CKM_ECDSA", 0x1041);
    Sign ed25519 = new Sign("sign Ed25519", SignatureScheme.ED25519, "CKM_EDDSA", 0x1057);
    return List.of(
        p256,
        ed25519,
        new Protect("protect P-256", p256, new CipherSuiteId(2)),
        new Protect("protect Ed25519", ed25519, new CipherSuiteId(1)),
        Agree.by(AgreementRoute.DIGEST_KEY, "P-256", KemId.DHKEM_P256_HKDF_SHA256),
        Agree.by(AgreementRoute.RAW_SECRET, "P-256", KemId.DHKEM_P256_HKDF_SHA256),
        Agree.by(AgreementRoute.DIGEST_KEY, "X25519", KemId.DHKEM_X25519_HKDF_SHA256),
        Agree.by(AgreementRoute.RAW_SECRET, "X25519", KemId.DHKEM_X25519_HKDF_SHA256));
  }

  /** A signature over a message of the size of a small MLS message. */
  record Sign(String name, SignatureScheme algorithm, String mechanism, long number)
      implements TokenOperation {
    private static final Bytes MESSAGE = Bytes.wrap(new byte[200]);
    private static final int SIGNATURE = 64;

    @Override
    public List<String> calls() {
      return List.of("C_SignInit", "C_Sign");
    }

    @Override
    public void run(VaultKey key) {
      ((SignatureHandle) key.privateKey()).sign(MESSAGE);
    }

    /** A hash for ECDSA, the message for EdDSA. */
    @Override
    public String command(Bytes id) {
      Bytes data =
          algorithm.isEdDsa() ? MESSAGE : primitives().digest(KdfId.HKDF_SHA256).digest(MESSAGE);
      return "sign " + number + " " + CProgram.hex(id) + " " + CProgram.hex(data) + " " + SIGNATURE;
    }

    @Override
    public void check(VaultKey key, Bytes result) {
      Bytes signature = algorithm.isEdDsa() ? result : der(result);
      primitives().signature(algorithm).verify(key.publicKey(), MESSAGE, signature);
    }

    private static Bytes der(Bytes raw) {
      int half = raw.length() / 2;
      return EcdsaSignatures.encode(
          new BigInteger(1, raw.slice(0, half).toByteArray()),
          new BigInteger(1, raw.slice(half, raw.length()).toByteArray()));
    }
  }

  /**
   * A message of 128 bytes, protected in a group: beside the C program's bare signature, which is
   * the rate that the token itself has. A group is used by one thread at a time, so each thread has
   * one of its own.
   *
   * @param groups by thread
   */
  record Protect(String name, Sign sign, CipherSuiteId suite, Map<Thread, Group> groups)
      implements TokenOperation {
    private static final byte[] DATA = new byte[128];

    Protect(String name, Sign sign, CipherSuiteId suite) {
      this(name, sign, suite, new ConcurrentHashMap<>());
    }

    @Override
    public KeyAlgorithm algorithm() {
      return sign.algorithm();
    }

    @Override
    public String mechanism() {
      return sign.mechanism();
    }

    @Override
    public List<String> calls() {
      return sign.calls();
    }

    @Override
    public void run(VaultKey key) {
      groups.computeIfAbsent(Thread.currentThread(), thread -> founded(key)).protect(DATA);
    }

    @Override
    public String command(Bytes id) {
      return sign.command(id);
    }

    @Override
    public void check(VaultKey key, Bytes result) {
      sign.check(key, result);
    }

    @Override
    public void close() {
      groups.values().forEach(Group::close);
      groups.clear();
    }

    /** Its HPKE keys are in software, where they do not disturb. */
    private Group founded(VaultKey key) {
      return MlsClient.builder()
          .suite(Engine.suite(suite))
          .credential(Credential.basic(name))
          .vault(SoftwareVault.create())
          .signatureKey(key)
          .build()
          .createGroup();
    }
  }

  /**
   * The private-key step of DHKEM, with one peer.
   *
   * @param prefix what DHKEM hashes before the Diffie-Hellman value
   */
  record Agree(String name, KemId algorithm, AgreementRoute route, HpkePublicKey peer, Bytes prefix)
      implements TokenOperation {
    private static final long CKM_ECDH1_DERIVE = 0x1050;
    private static final long CKM_SHA256 = 0x250;
    private static final byte IPAD = 0x36;
    private static final byte OPAD = 0x5C;

    static Agree by(AgreementRoute route, String curve, KemId kem) {
      Bytes peer = primitives().fixedBase(kem.curve()).publicKey(KeyScalars.random(kem.curve()));
      return new Agree(
          "agree " + curve + " " + route,
          kem,
          route,
          new HpkePublicKey(peer),
          Bytes.utf8("HPKE-v1 KEM.. eae_prk"));
    }

    @Override
    public String mechanism() {
      return "CKM_ECDH1_DERIVE";
    }

    @Override
    public List<String> calls() {
      return route == AgreementRoute.RAW_SECRET
          ? List.of("C_DeriveKey", "C_GetAttributeValue", "C_DestroyObject")
          : List.of(
              "C_DeriveKey",
              "C_DigestInit",
              "C_DigestUpdate",
              "C_DigestKey",
              "C_DigestFinal",
              "C_DestroyObject");
    }

    @Override
    public void run(VaultKey key) {
      extract(key).destroy();
    }

    @Override
    public String command(Bytes id) {
      String common =
          CKM_ECDH1_DERIVE
              + " "
              + CProgram.hex(id)
              + " "
              + CProgram.hex(peer.value())
              + " "
              + algorithm.dhLength();
      if (route == AgreementRoute.RAW_SECRET) {
        return "raw " + common;
      }
      Bytes start = Bytes.concat(pad(IPAD), prefix);
      return "digest "
          + common
          + " "
          + CKM_SHA256
          + " "
          + CProgram.hex(start)
          + " "
          + algorithm.kdf().hashLength();
    }

    /** What the C program leaves to software is done here, and the vault's own must be the same. */
    @Override
    public void check(VaultKey key, Bytes result) {
      Bytes inner = result;
      if (route == AgreementRoute.RAW_SECRET) {
        inner = hash(Bytes.concat(pad(IPAD), prefix, result));
      }
      try (Secret ours = extract(key);
          Secret theirs = Secret.copyOf(hash(Bytes.concat(pad(OPAD), inner)))) {
        if (!ours.equals(theirs)) {
          throw new IllegalStateException(
              name + ": the two programs do not agree, so they do not do the same");
        }
      }
    }

    private Secret extract(VaultKey key) {
      try (Secret start = Secret.copyOf(prefix)) {
        return ((AgreementHandle) key.privateKey()).extract(start, List.of(peer));
      }
    }

    private Bytes hash(Bytes data) {
      return primitives().digest(algorithm.kdf()).digest(data);
    }

    private Bytes pad(byte value) {
      byte[] pad = new byte[algorithm.kdf().blockLength()];
      Arrays.fill(pad, value);
      return Bytes.wrap(pad);
    }
  }

  private static Primitives primitives() {
    return Primitives.of(MlsProvider.standard());
  }
}
