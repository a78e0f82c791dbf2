package dev.claviger.keystore.android;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyInfo;
import dev.claviger.crypto.key.VaultException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.KeyAgreement;

/**
 * The JCA services of the Android Keystore, always named and never left to selection: a key of it
 * is offered to no other provider. Thread-safe.
 */
final class Keystore {
  private static final String NAME = "AndroidKeyStore";

  /**
   * How many operations run at once: StrongBox has to have four slots and the trusted environment
   * sixteen, and where there are none left the Keystore aborts an operation that has begun.
   */
  private static final Semaphore SLOTS = new Semaphore(4, true);

  private final KeyStore store;

  private Keystore(KeyStore store) {
    this.store = store;
  }

  /** A use of a key that takes one of the slots. */
  private interface Operation {
    byte[] run() throws GeneralSecurityException;
  }

  /**
   * @throws VaultException if this is not Android
   */
  static Keystore open() {
    try {
      KeyStore store = KeyStore.getInstance(NAME);
      store.load(null);
      return new Keystore(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new VaultException(
          "there is no usable Android Keystore here: it takes Android 12 (API level 31) or later",
          e);
    }
  }

  KeyPair generate(String algorithm, KeyGenParameterSpec spec) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, store.getProvider());
    generator.initialize(spec);
    return generator.generateKeyPair();
  }

  boolean contains(String alias) throws KeyStoreException {
    return store.containsAlias(alias);
  }

  /** Empty if there is no such key, or none that can ever be used again. */
  Optional<PrivateKey> privateKey(String alias) throws GeneralSecurityException {
    try {
      return store.getKey(alias, null) instanceof PrivateKey key
          ? Optional.of(key)
          : Optional.empty();
    } catch (UnrecoverableKeyException e) {
      return Optional.empty();
    }
  }

  /** The key's own certificate first; empty if there is no such key. */
  List<Certificate> chain(String alias) throws KeyStoreException {
    Certificate[] chain = store.getCertificateChain(alias);
    return chain == null ? List.of() : List.of(chain);
  }

  List<String> aliases() throws KeyStoreException {
    return new ArrayList<>(Collections.list(store.aliases()));
  }

  void delete(String alias) throws KeyStoreException {
    store.deleteEntry(alias);
  }

  /** What the Keystore tells of a key; any of its key factories knows all of its keys. */
  KeyInfo info(PrivateKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", store.getProvider()).getKeySpec(key, KeyInfo.class);
  }

  byte[] sign(String algorithm, PrivateKey key, byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm, provider("Signature", algorithm));
    return inASlot(
        () -> {
          signature.initSign(key);
          signature.update(message);
          return signature.sign();
        });
  }

  /** The bare Diffie-Hellman value; the caller zeroes it. */
  byte[] agree(String algorithm, PrivateKey key, PublicKey peer) throws GeneralSecurityException {
    KeyAgreement agreement =
        KeyAgreement.getInstance(algorithm, provider("KeyAgreement", algorithm));
    return inASlot(
        () -> {
          agreement.init(key);
          agreement.doPhase(peer, true);
          return agreement.generateSecret();
        });
  }

  private static byte[] inASlot(Operation operation) throws GeneralSecurityException {
    SLOTS.acquireUninterruptibly();
    try {
      return operation.run();
    } finally {
      SLOTS.release();
    }
  }

  /** Signatures are a second provider's, whose name begins alike. */
  private static Provider provider(String type, String algorithm) throws NoSuchAlgorithmException {
    for (Provider provider : Security.getProviders()) {
      if (provider.getName().startsWith(NAME) && provider.getService(type, algorithm) != null) {
        return provider;
      }
    }
    throw new NoSuchAlgorithmException("this Android Keystore has no " + type + " " + algorithm);
  }
}
