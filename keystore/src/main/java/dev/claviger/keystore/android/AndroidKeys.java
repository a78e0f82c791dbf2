package dev.claviger.keystore.android;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyInfo;
import android.security.keystore.KeyProperties;
import android.security.keystore.StrongBoxUnavailableException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.engine.Hkdf;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.provider.MlsProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of one vault. Thread-safe. */
final class AndroidKeys {
  private final Keystore keystore;
  private final AndroidKeyStoreConfig config;
  private final Primitives primitives = Primitives.of(MlsProvider.standard());
  private final Provider handleProvider;
  private final Trial trial;
  private final Map<KeyAlgorithm, Boolean> inStrongBox = new ConcurrentHashMap<>();
  private final Map<KeyRef, Held> held = new ConcurrentHashMap<>();

  private record Held(AndroidKey key, VaultKey vaultKey) {}

  AndroidKeys(Keystore keystore, AndroidKeyStoreConfig config) {
    this.keystore = keystore;
    this.config = config;
    this.handleProvider =
        new HandleProvider(
            "ClavigerAndroid-" + config.aliasPrefix(), "Signatures with Android Keystore keys");
    this.trial = new Trial(this, config);
  }

  VaultSupport supports(KeyAlgorithm algorithm) {
    Curve curve = algorithm.curve();
    if (curve == Curve.X448 || curve == Curve.ED448) {
      return new VaultSupport.Unsupported("the Android Keystore has no keys of " + curve);
    }
    if (!inStrongBox.containsKey(algorithm)) { // a failure is not remembered: it may pass
      List<String> objections = new ArrayList<>();
      if (config.strongBox()) {
        trial.objection(algorithm, true).ifPresent(why -> objections.add("StrongBox: " + why));
      }
      boolean strong = config.strongBox() && objections.isEmpty();
      if (!strong && config.minimumLevel() != SecurityLevel.STRONGBOX) {
        trial.objection(algorithm, false).ifPresentOrElse(objections::add, objections::clear);
      }
      if (!objections.isEmpty()) {
        return new VaultSupport.Unsupported(
            "this Android Keystore does no " + algorithm + ": " + String.join("; ", objections));
      }
      inStrongBox.put(algorithm, strong);
    }
    return new VaultSupport.Supported(mechanism(algorithm));
  }

  VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    purpose.require(algorithm);
    if (supports(algorithm) instanceof VaultSupport.Unsupported no) {
      throw new UnsupportedKeyException(no.reason());
    }
    KeyAlias alias = KeyAlias.fresh(config.aliasPrefix(), purpose, algorithm);
    KeyRef ref = alias.toRef();
    try {
      AndroidKey key = generate(alias);
      SecurityLevel level = SecurityLevel.of(keystore.info(key.alive()));
      if (!level.isAtLeast(config.minimumLevel())) {
        keystore.delete(alias.toString());
        throw new UnsupportedKeyException(
            "the Android Keystore made the key in " + level + "; it was destroyed");
      }
      return hold(alias, key).vaultKey();
    } catch (GeneralSecurityException | ProviderException e) {
      VaultException failure = Faults.of(ref, "could not generate a key", e);
      deleteAfter(failure, alias);
      throw failure;
    }
  }

  /** Makes a key under an alias that the parameters name. */
  AndroidKey generate(KeyRef ref, KeyAlgorithm algorithm, KeyGenParameterSpec spec)
      throws GeneralSecurityException {
    KeyPair pair = keystore.generate(KeySpecs.generator(algorithm), spec);
    Bytes publicKey = MlsPublicKeys.toMls(algorithm.curve(), pair.getPublic());
    return new AndroidKey(ref, pair.getPrivate(), publicKey);
  }

  Optional<VaultKey> find(KeyRef ref) {
    return KeyAlias.of(config.aliasPrefix(), ref).flatMap(this::load).map(Held::vaultKey);
  }

  List<VaultKey> list() {
    List<VaultKey> keys = new ArrayList<>();
    for (String alias : aliases()) {
      KeyAlias.parse(config.aliasPrefix(), alias)
          .flatMap(this::load)
          .ifPresent(found -> keys.add(found.vaultKey()));
    }
    return List.copyOf(keys);
  }

  /** True if the key was there. */
  synchronized boolean destroy(KeyRef ref) {
    Optional<KeyAlias> alias = KeyAlias.of(config.aliasPrefix(), ref);
    if (alias.isEmpty()) {
      return false;
    }
    forget(ref);
    try {
      boolean there = keystore.contains(alias.get().toString());
      if (there) {
        keystore.delete(alias.get().toString());
      }
      return there;
    } catch (KeyStoreException | ProviderException e) {
      throw Faults.of(ref, "could not destroy a key", e);
    }
  }

  /**
   * @throws KeyDestroyedException if the Keystore does not hold the key
   */
  KeyAttestation attest(KeyRef ref) {
    Held key = require(ref);
    KeyInfo info = info(key);
    KeyAlgorithm algorithm = key.vaultKey().algorithm();
    SecurityLevel level = SecurityLevel.of(info);
    boolean hardware = level != SecurityLevel.SOFTWARE;
    return new KeyAttestation(
        ref,
        KeyCustody.RESIDENT,
        key.vaultKey().purpose(),
        algorithm,
        "Android Keystore, " + level,
        mechanism(algorithm),
        hardware,
        hardware,
        info.getOrigin() == KeyProperties.ORIGIN_GENERATED,
        algorithm instanceof KemId ? Optional.of(AgreementRoute.RAW_SECRET) : Optional.empty(),
        key.key().operations(),
        Set.of(),
        remarks(level, info));
  }

  /**
   * @throws KeyDestroyedException if the Keystore does not hold the key
   */
  SecurityLevel level(KeyRef ref) {
    return SecurityLevel.of(info(require(ref)));
  }

  /**
   * @throws KeyDestroyedException if the Keystore does not hold the key
   */
  List<Certificate> chain(KeyRef ref) {
    require(ref);
    try {
      return keystore.chain(alias(ref));
    } catch (KeyStoreException | ProviderException e) {
      throw Faults.of(ref, "could not give a key's certificates", e);
    }
  }

  Keystore keystore() {
    return keystore;
  }

  Provider handleProvider() {
    return handleProvider;
  }

  Primitives primitives() {
    return primitives;
  }

  Hkdf hkdf(KdfId kdf) {
    return new Hkdf(kdf, primitives.mac(kdf));
  }

  private AndroidKey generate(KeyAlias alias) throws GeneralSecurityException {
    KeyAlgorithm algorithm = alias.algorithm();
    if (inStrongBox.getOrDefault(algorithm, false)) {
      try {
        return generate(alias.toRef(), algorithm, KeySpecs.of(alias, true, config));
      } catch (StrongBoxUnavailableException e) {
        if (config.minimumLevel() == SecurityLevel.STRONGBOX) {
          throw e;
        }
      }
    }
    return generate(alias.toRef(), algorithm, KeySpecs.of(alias, false, config));
  }

  /** The key of that name if it is in the Keystore now, one object for all that ask. */
  private Optional<Held> load(KeyAlias alias) {
    KeyRef ref = alias.toRef();
    try {
      Optional<PrivateKey> key = keystore.privateKey(alias.toString());
      if (key.isEmpty()) {
        forget(ref);
        return Optional.empty();
      }
      Held known = held.get(ref);
      if (known != null) {
        return Optional.of(known);
      }
      List<Certificate> chain = keystore.chain(alias.toString());
      if (chain.isEmpty()) {
        return Optional.empty();
      }
      Bytes publicKey = MlsPublicKeys.toMls(alias.algorithm().curve(), chain.get(0).getPublicKey());
      return Optional.of(hold(alias, new AndroidKey(ref, key.get(), publicKey)));
    } catch (GeneralSecurityException | ProviderException e) {
      throw Faults.of(ref, "could not find a key", e);
    }
  }

  private Held hold(KeyAlias alias, AndroidKey key) {
    PrivateKey handle =
        alias.algorithm() instanceof SignatureScheme scheme
            ? new AndroidSignatureHandle(key, scheme, this)
            : new AndroidAgreementHandle(key, (KemId) alias.algorithm(), this);
    VaultKey vaultKey =
        new VaultKey(key.ref(), alias.purpose(), alias.algorithm(), handle, key.publicKey());
    return held.computeIfAbsent(key.ref(), ref -> new Held(key, vaultKey));
  }

  private Held require(KeyRef ref) {
    return KeyAlias.of(config.aliasPrefix(), ref)
        .flatMap(this::load)
        .orElseThrow(() -> new KeyDestroyedException(ref));
  }

  private void forget(KeyRef ref) {
    Held gone = held.remove(ref);
    if (gone != null) {
      gone.key().markDestroyed();
    }
  }

  private void deleteAfter(VaultException failure, KeyAlias alias) {
    try {
      keystore.delete(alias.toString());
    } catch (KeyStoreException | ProviderException e) {
      failure.addSuppressed(e);
    }
  }

  private KeyInfo info(Held key) {
    try {
      return keystore.info(key.key().alive());
    } catch (GeneralSecurityException | ProviderException e) {
      throw Faults.of(key.key().ref(), "could not tell of a key", e);
    }
  }

  private List<String> aliases() {
    try {
      return keystore.aliases();
    } catch (KeyStoreException | ProviderException e) {
      throw new VaultException("the Android Keystore could not list its keys", e);
    }
  }

  private List<String> remarks(SecurityLevel level, KeyInfo info) {
    List<String> remarks = new ArrayList<>();
    if (config.strongBox() && level != SecurityLevel.STRONGBOX) {
      remarks.add("StrongBox was asked for, and " + level + " obtained");
    }
    if (level == SecurityLevel.SOFTWARE) {
      remarks.add("no secure hardware guards the key");
    }
    if (info.isUserAuthenticationRequired()) {
      remarks.add("the user has to have authenticated when the key is used");
    }
    return remarks;
  }

  private static String alias(KeyRef ref) {
    return ref.uri().getSchemeSpecificPart();
  }

  private static String mechanism(KeyAlgorithm algorithm) {
    if (algorithm instanceof SignatureScheme scheme) {
      return scheme.jcaName();
    }
    return algorithm.curve().isNist() ? "ECDH" : "XDH";
  }
}
