package dev.claviger.keystore.android;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.SoftwareAgreementKey;
import dev.claviger.crypto.engine.SoftwareKeys;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.provider.MlsProvider;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.List;
import java.util.Optional;

/**
 * Tries an algorithm out with a key made for that: it works if software agrees with the result. An
 * API level promises too much (a device may run a new Android on an old KeyMint) and too little.
 */
final class Trial {
  private static final Bytes MESSAGE = Bytes.utf8("a trial");

  private final AndroidKeys keys;
  private final String prefix;
  private final SecurityLevel minimum;

  Trial(AndroidKeys keys, AndroidKeyStoreConfig config) {
    this.keys = keys;
    this.prefix = config.aliasPrefix();
    this.minimum = config.minimumLevel();
  }

  /** Empty if the algorithm works there, else what stands against it. */
  Optional<String> objection(KeyAlgorithm algorithm, boolean strongBox) {
    String alias = prefix + ":trial:" + algorithm;
    synchronized (Trial.class) { // one alias, which the next trial overwrites after a crash
      try {
        AndroidKey key =
            keys.generate(
                KeyRef.of(KeyAlias.SCHEME + ":" + alias),
                algorithm,
                KeySpecs.trial(alias, algorithm, strongBox));
        try {
          return objection(key, algorithm);
        } finally {
          keys.keystore().delete(alias);
        }
      } catch (GeneralSecurityException | ProviderException | CryptoException e) {
        return Optional.of(root(e));
      }
    }
  }

  private Optional<String> objection(AndroidKey key, KeyAlgorithm algorithm)
      throws GeneralSecurityException {
    SecurityLevel level = SecurityLevel.of(keys.keystore().info(key.alive()));
    if (!level.isAtLeast(minimum)) {
      return Optional.of("its keys are kept in " + level + ", and at least " + minimum + " is due");
    }
    boolean works =
        algorithm instanceof SignatureScheme scheme
            ? signs(new AndroidSignatureHandle(key, scheme, keys), key.publicKey())
            : agrees(new AndroidAgreementHandle(key, (KemId) algorithm, keys));
    return works ? Optional.empty() : Optional.of("software does not agree with its result");
  }

  private boolean signs(SignatureHandle handle, Bytes publicKey) {
    try {
      keys.primitives().signature(handle.scheme()).verify(publicKey, MESSAGE, handle.sign(MESSAGE));
      return true;
    } catch (AuthenticationException e) {
      return false;
    }
  }

  private boolean agrees(AgreementHandle handle) {
    KeyRef name = SoftwareKeys.newRef("trial");
    SoftwareAgreementKey peer =
        SoftwareKeys.generate(handle.kem(), name, keys.primitives(), MlsProvider.standard());
    try (Secret prefixed = Secret.copyOf(MESSAGE);
        Secret ours = peer.extract(prefixed, List.of(handle.publicKey()));
        Secret theirs = handle.extract(prefixed, List.of(peer.publicKey()))) {
      return ours.equals(theirs);
    } finally {
      peer.destroy();
    }
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
