package dev.claviger.provider;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.HpkeOptions;
import dev.claviger.crypto.hpke.HpkeParameterSpec;
import dev.claviger.crypto.hpke.HpkePsk;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.HpkeSender;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import javax.crypto.SecretKey;

/** Sets up HPKE contexts from JCA keys and parameters. */
final class HpkeKeys {
  static final int TAG_LENGTH = 16;

  private final MlsProvider provider;

  HpkeKeys(MlsProvider provider) {
    this.provider = provider;
  }

  HpkeSender sender(Key key, HpkeParameterSpec spec)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (!(key instanceof PublicKey publicKey)) {
      throw new InvalidKeyException("HPKE encrypts to a public key");
    }
    if (spec.encapsulation().isPresent()) {
      throw new InvalidAlgorithmParameterException("the sender makes the encapsulation");
    }
    Hpke hpke = hpke(kemOf(publicKey), spec);
    Optional<HpkeKeyPair> auth = Optional.empty();
    if (spec.authKey().isPresent()) {
      auth = Optional.of(pair(spec.authKey().get(), Optional.empty(), hpke.kem()));
    }
    HpkeOptions<HpkeKeyPair> options = options(spec, auth);
    try {
      return hpke.setupS(encoded(hpke.kem(), publicKey), spec.info(), options);
    } finally {
      wipe(options);
    }
  }

  HpkeRecipient recipient(Key key, HpkeParameterSpec spec)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    Bytes enc =
        spec.encapsulation()
            .orElseThrow(
                () ->
                    new InvalidAlgorithmParameterException(
                        "the recipient needs the sender's "
                            + "encapsulation: HpkeParameterSpec.withEncapsulation(cipher.getIV())"));
    KemId kem = spec.kem().isPresent() ? spec.kem().get() : kemOf(key, spec);
    Hpke hpke = hpke(kem, spec);
    HpkeKeyPair recipient = pair(key, spec.recipientPublicKey(), kem);
    Optional<HpkePublicKey> auth = Optional.empty();
    if (spec.authKey().isPresent()) {
      if (!(spec.authKey().get() instanceof PublicKey sender)) {
        throw new InvalidKeyException("the recipient authenticates the sender's public key");
      }
      auth = Optional.of(encoded(kem, sender));
    }
    HpkeOptions<HpkePublicKey> options = options(spec, auth);
    try {
      return hpke.setupR(enc, recipient, spec.info(), options);
    } finally {
      wipe(options);
    }
  }

  private Hpke hpke(KemId fromKey, HpkeParameterSpec spec) {
    KemId kem = spec.kem().orElse(fromKey);
    return Hpke.of(kem, spec.kdf().orElse(kem.kdf()), spec.aead(), provider);
  }

  private static <K> HpkeOptions<K> options(HpkeParameterSpec spec, Optional<K> sender) {
    return new HpkeOptions<>(spec.psk().map(psk -> psk(psk, spec.pskId())), sender);
  }

  private static void wipe(HpkeOptions<?> options) {
    options.psk().ifPresent(psk -> psk.psk().destroy());
  }

  private static HpkePsk psk(SecretKey key, Bytes id) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new IllegalArgumentException("an HPKE PSK must have an encoding");
    }
    return new HpkePsk(Secret.wrap(encoded), id);
  }

  private static HpkeKeyPair pair(Key key, Optional<PublicKey> publicKey, KemId kem)
      throws InvalidKeyException {
    if (key instanceof AgreementHandle handle) {
      return new HpkeKeyPair(handle, handle.publicKey());
    }
    if (key instanceof PrivateKey privateKey && publicKey.isPresent()) {
      return new HpkeKeyPair(privateKey, encoded(kem, publicKey.get()));
    }
    throw new InvalidKeyException(
        "HPKE needs a private key that knows its public key, or"
            + " HpkeParameterSpec.withRecipientPublicKey beside it");
  }

  private static KemId kemOf(Key key, HpkeParameterSpec spec) throws InvalidKeyException {
    if (key instanceof AgreementHandle handle) {
      return handle.kem();
    }
    if (spec.recipientPublicKey().isPresent()) {
      return kemOf(spec.recipientPublicKey().get());
    }
    throw new InvalidKeyException("name the KEM: HpkeParameterSpec.of(kem, kdf, aead)");
  }

  private static KemId kemOf(PublicKey key) throws InvalidKeyException {
    for (KemId kem : KemId.values()) {
      if (isOn(kem.curve(), key)) {
        return kem;
      }
    }
    throw new InvalidKeyException("no DHKEM has public keys like that");
  }

  private static boolean isOn(Curve curve, PublicKey key) {
    try {
      MlsPublicKeys.toMls(curve, key);
      return true;
    } catch (InvalidPublicKeyException e) {
      return false;
    }
  }

  private static HpkePublicKey encoded(KemId kem, PublicKey key) {
    return new HpkePublicKey(MlsPublicKeys.toMls(kem.curve(), key));
  }
}
