package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.crypto.primitive.RawKeyPair;
import java.security.Provider;
import java.security.SecureRandom;

/** Makes software handles. */
public final class SoftwareKeys {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NAME_LENGTH = 16;

  private SoftwareKeys() {}

  /** A random name in a namespace: {@code software:path/3f2a…}. */
  public static KeyRef newRef(String namespace) {
    byte[] name = new byte[NAME_LENGTH];
    RANDOM.nextBytes(name);
    return KeyRef.of("software:" + namespace + "/" + Bytes.wrap(name).toHex());
  }

  public static SoftwareSignatureKey generate(
      SignatureScheme scheme, KeyRef ref, Primitives primitives, Provider provider) {
    return signatureKey(scheme, ref, primitives.signature(scheme).generate(), primitives, provider);
  }

  public static SoftwareAgreementKey generate(
      KemId kem, KeyRef ref, Primitives primitives, Provider provider) {
    return primitives
        .agreement(kem.curve())
        .generate()
        .map(pair -> agreementKey(kem, KeyName.of(ref), pair, primitives, provider, false))
        .orElseGet(
            () -> agreementKey(kem, ref, KeyScalars.random(kem.curve()), primitives, provider));
  }

  /** Takes the raw pair over. */
  public static SoftwareSignatureKey signatureKey(
      SignatureScheme scheme,
      KeyRef ref,
      RawKeyPair pair,
      Primitives primitives,
      Provider provider) {
    return new SoftwareSignatureKey(
        scheme, KeyName.of(ref), pair, primitives.signature(scheme), provider);
  }

  /** Takes the raw key over. */
  public static SoftwareAgreementKey agreementKey(
      KemId kem, KeyRef ref, Secret raw, Primitives primitives, Provider provider) {
    return agreementKey(
        kem, KeyName.of(ref), withPublicKey(kem, raw, primitives), primitives, provider, false);
  }

  /** The same for a key that KEM.DeriveKeyPair made. */
  static SoftwareAgreementKey derivedKey(
      KemId kem, Secret raw, Primitives primitives, Provider provider) {
    return agreementKey(
        kem,
        KeyName.random("derived"),
        withPublicKey(kem, raw, primitives),
        primitives,
        provider,
        true);
  }

  private static RawKeyPair withPublicKey(KemId kem, Secret raw, Primitives primitives) {
    return new RawKeyPair(raw, primitives.fixedBase(kem.curve()).publicKey(raw));
  }

  private static SoftwareAgreementKey agreementKey(
      KemId kem,
      KeyName name,
      RawKeyPair pair,
      Primitives primitives,
      Provider provider,
      boolean derived) {
    return new SoftwareAgreementKey(
        kem,
        name,
        pair,
        primitives.agreement(kem.curve()),
        new Hkdf(kem.kdf(), primitives.mac(kem.kdf())),
        provider,
        derived);
  }
}
