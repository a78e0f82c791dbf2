package dev.claviger.keystore.sealing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.engine.SoftwareKey;
import dev.claviger.crypto.engine.SoftwareKeys;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.crypto.sealing.RawKey;
import dev.claviger.keystore.file.LockFile;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.provider.MlsProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Software keys that last: in this process's memory while it is open, and in a file sealed by a
 * {@link SealingKey} when it is not. A key is in the file before it is handed out, and is gone from
 * it before {@link #destroy} returns; each change writes the whole file, so it is for tens of keys
 * and not for thousands. One process has it at a time. Thread-safe.
 *
 * <p>Deleting a key from the file does not delete it from a backup of the file: that takes a new
 * sealing key ({@link #reseal}) and the end of the old one. A file that is put back whole is not
 * told from the present one.
 */
public final class SealedSoftwareVault implements KeyVault {
  private static final String CONTENT = "software keys";
  private static final String NAMESPACE = "sealed";

  private final SealedFile file;
  private final Path path;
  private final LockFile lock;
  private final Provider software = MlsProvider.standard();
  private final HandleProvider provider;
  private final Map<KeyRef, Held> keys = new LinkedHashMap<>();
  private final Map<KeyRef, KeyBinding> bindings = new LinkedHashMap<>();
  private final Map<String, Bytes> trusted = new TreeMap<>();
  private SealingKey sealingKey;
  private boolean closed;

  /** A key at rest, and the one handle that is given out of it. */
  private record Held(SealedContent.Key rest, VaultKey key, SoftwareKey handle) {}

  private SealedSoftwareVault(Path path, LockFile lock) {
    this.path = path;
    this.lock = lock;
    this.file = new SealedFile(path, CONTENT);
    this.provider =
        new HandleProvider(
            "ClavigerSealed-" + path.getFileName(), "Signatures with the software keys of " + path);
  }

  /**
   * Opens a file, and makes it if there is none.
   *
   * @throws SealingException if it cannot be opened; it stays as it is
   */
  public static SealedSoftwareVault open(Path path, SealingKeys keys) {
    LockFile lock;
    try {
      lock = LockFile.take(path.resolveSibling(path.getFileName() + ".lock"));
    } catch (IOException e) {
      throw new SealingException(
          SealingException.Reason.FILE_FAILED, path + " cannot be had: " + e.getMessage(), e);
    }
    try {
      SealedSoftwareVault vault = new SealedSoftwareVault(path, lock);
      vault.load(keys);
      return vault;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Seals the file under another key, from now on. */
  public synchronized void reseal(SealingKeys newKeys) {
    requireOpen();
    SealingKey next = newKeys.current();
    write(next);
    sealingKey = next;
  }

  /** The name of the key that seals the file. */
  public synchronized String sealedUnder() {
    return sealingKey.name();
  }

  @Override
  public String name() {
    return "software keys in " + path;
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return new VaultSupport.Supported(mechanism(algorithm));
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    return custody == KeyCustody.SOFTWARE
        ? supports(algorithm)
        : new VaultSupport.Unsupported("software keys in a file are not " + custody);
  }

  @Override
  public synchronized VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    purpose.require(algorithm);
    requireOpen();
    Held made =
        hold(
            new SealedContent.Key(
                SoftwareKeys.newRef(NAMESPACE), purpose, RawKey.generate(algorithm, software)));
    keys.put(made.key().ref(), made);
    try {
      write(sealingKey);
    } catch (RuntimeException e) {
      keys.remove(made.key().ref());
      made.handle().destroy();
      throw e;
    }
    return made.key();
  }

  @Override
  public synchronized Optional<VaultKey> find(KeyRef ref) {
    return Optional.ofNullable(keys.get(ref)).map(Held::key);
  }

  @Override
  public synchronized List<VaultKey> list() {
    return keys.values().stream().map(Held::key).toList();
  }

  /**
   * {@inheritDoc}
   *
   * @throws SealingException if the file cannot be written; then the key is still there
   */
  @Override
  public synchronized boolean destroy(KeyRef ref) {
    Held held = keys.remove(ref);
    if (held == null) {
      return false;
    }
    KeyBinding binding = bindings.remove(ref);
    try {
      write(sealingKey);
    } catch (RuntimeException e) {
      keys.put(ref, held);
      if (binding != null) {
        bindings.put(ref, binding);
      }
      throw e;
    }
    held.handle().destroy();
    return true;
  }

  /** Truthful and modest: whoever has the sealing key has the keys. */
  @Override
  public synchronized KeyAttestation attest(KeyRef ref) {
    Held held = keys.get(ref);
    if (held == null) {
      throw new KeyDestroyedException(ref);
    }
    VaultKey key = held.key();
    return new KeyAttestation(
        ref,
        KeyCustody.SOFTWARE,
        key.purpose(),
        key.algorithm(),
        name(),
        mechanism(key.algorithm()),
        true,
        true,
        true,
        key.algorithm() instanceof KemId ? Optional.of(AgreementRoute.SOFTWARE) : Optional.empty(),
        held.handle().operations(),
        Set.of(),
        List.of("in a file, sealed under " + sealingKey.name()));
  }

  @Override
  public Optional<KeyBindings> bindings() {
    return Optional.of(new InTheFile());
  }

  /** The keys leave this process's memory; the file stays. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      keys.values().forEach(held -> held.handle().destroy());
      keys.clear();
      lock.close();
    }
  }

  @Override
  public String toString() {
    return "SealedSoftwareVault[" + path + "]";
  }

  private synchronized void load(SealingKeys sealingKeys) {
    Optional<SealedFile.Opened> opened = file.read(sealingKeys);
    if (opened.isEmpty()) {
      sealingKey = sealingKeys.current();
      write(sealingKey);
      return;
    }
    try (Secret content = opened.get().content()) {
      SealedContent rest = SealedContent.decode(content);
      rest.keys().forEach(key -> keys.put(key.ref(), hold(key)));
      rest.bindings().forEach(binding -> bindings.put(binding.value().key(), binding.value()));
      rest.trusted().forEach(trust -> trusted.put(trust.alias(), trust.certificate()));
      sealingKey = opened.get().key();
    } catch (DecodeException | IllegalArgumentException e) {
      throw new SealingException(
          SealingException.Reason.NOT_SEALED, path + " holds what is not known here", e);
    }
  }

  private void write(SealingKey key) {
    SealedContent rest =
        new SealedContent(
            keys.values().stream().map(Held::rest).toList(),
            bindings.values().stream().map(SealedContent.Binding::new).toList(),
            trusted.entrySet().stream()
                .map(entry -> new SealedContent.Trust(entry.getKey(), entry.getValue()))
                .toList());
    try (Secret content = rest.encode()) {
      file.write(key, content);
    }
  }

  private Held hold(SealedContent.Key rest) {
    KeyRef ref = rest.ref();
    RawKey raw = rest.raw();
    KeyHandle inner =
        raw.algorithm() instanceof SignatureScheme
            ? raw.toSignatureHandle(ref, software)
            : raw.toAgreementHandle(ref, software);
    PrivateKey handle =
        inner instanceof dev.claviger.crypto.key.SignatureHandle signature
            ? new SealedSignatureHandle(signature, provider, () -> destroy(ref))
            : new SealedAgreementHandle(
                (dev.claviger.crypto.key.AgreementHandle) inner, provider, () -> destroy(ref));
    return new Held(
        rest,
        new VaultKey(ref, rest.purpose(), raw.algorithm(), handle, raw.publicKey()),
        (SoftwareKey) inner);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(this + " is closed");
    }
  }

  private static String mechanism(KeyAlgorithm algorithm) {
    return algorithm instanceof SignatureScheme scheme
        ? scheme.jcaName()
        : algorithm.curve().isMontgomery() ? algorithm.curve().jcaName() : "ECDH";
  }

  /** Names and certificates beside the keys, in the same file. */
  private final class InTheFile implements KeyBindings {
    @Override
    public List<KeyBinding> list() {
      synchronized (SealedSoftwareVault.this) {
        return new ArrayList<>(bindings.values());
      }
    }

    @Override
    public void put(KeyBinding binding) {
      synchronized (SealedSoftwareVault.this) {
        requireOpen();
        if (!keys.containsKey(binding.key())) {
          throw new KeyDestroyedException(binding.key());
        }
        change(bindings, binding.key(), binding);
      }
    }

    @Override
    public boolean remove(KeyRef key) {
      synchronized (SealedSoftwareVault.this) {
        return change(bindings, key, null);
      }
    }

    @Override
    public Map<String, Bytes> trusted() {
      synchronized (SealedSoftwareVault.this) {
        return new TreeMap<>(trusted);
      }
    }

    @Override
    public void trust(String alias, Bytes certificate) {
      synchronized (SealedSoftwareVault.this) {
        change(trusted, alias, certificate);
      }
    }

    @Override
    public boolean distrust(String alias) {
      synchronized (SealedSoftwareVault.this) {
        return change(trusted, alias, null);
      }
    }

    /** In memory and in the file, or in neither; true if there was something before. */
    private <K, V> boolean change(Map<K, V> map, K name, V value) {
      requireOpen();
      V before = set(map, name, value);
      if (before == null && value == null) {
        return false;
      }
      try {
        write(sealingKey);
      } catch (RuntimeException e) {
        set(map, name, before);
        throw e;
      }
      return before != null;
    }

    private static <K, V> V set(Map<K, V> map, K name, V value) {
      return value == null ? map.remove(name) : map.put(name, value);
    }
  }
}
