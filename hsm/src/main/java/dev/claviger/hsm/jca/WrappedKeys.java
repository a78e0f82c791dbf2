package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.custody.RotationProgress;
import dev.claviger.hsm.custody.WrappedKey;
import dev.claviger.hsm.custody.WrappedKeyException;
import dev.claviger.hsm.custody.WrappedKeyStore;
import dev.claviger.hsm.jca.WrappingKeys.WrappingKey;
import dev.claviger.hsm.session.Recovery;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The HPKE keys of one vault that are kept wrapped in a store. Thread-safe.
 *
 * <p>A name is made from purpose, algorithm and public key; a row must have the name that its
 * columns make, and the private key that is unwrapped must be that of the public key. So no row
 * does for another, whoever wrote it.
 */
public final class WrappedKeys implements KeyOwner, AutoCloseable {
  private static final String REMARK =
      "generated on the token, left it once, wrapped; CKA_LOCAL and CKA_NEVER_EXTRACTABLE are told"
          + " of what was unwrapped";

  private final TokenSessions sessions;
  private final TokenKeys resident;
  private final WrappedKeyStore store;
  private final WrappedForm form;
  private final WrappingKeys wrappingKeys;
  private final UnwrappedKeys unwrapped;
  private final Map<KeyRef, Held> held = new ConcurrentHashMap<>();

  /** Keys are wrapped and put under the read lock, the wrapping key in force changes otherwise. */
  private final ReadWriteLock inForce = new ReentrantReadWriteLock();

  private record Held(WrappedTokenKey key, VaultKey vaultKey) {}

  /**
   * @param resident the same vault's resident keys, whose routes and numbers are these keys' too
   * @param cached how many keys stay unwrapped when they are not in use
   */
  public WrappedKeys(
      TokenSessions sessions, TokenKeys resident, WrappedKeyStore store, int cached) {
    this.sessions = sessions;
    this.resident = resident;
    this.store = store;
    this.form = new WrappedForm(resident);
    this.wrappingKeys =
        new WrappingKeys(sessions, resident.budget(), resident.vendor().untold(), store.name());
    this.unwrapped = new UnwrappedKeys(sessions, cached);
  }

  /** Whether the token can use such keys, and wraps them. */
  public VaultSupport supports(KemId kem) {
    return supports(kem, resident, sessions);
  }

  /** The same of a token whose vault wraps none; it is tried out once. */
  public static VaultSupport supports(KemId kem, TokenKeys resident, TokenSessions sessions) {
    VaultSupport support = resident.supports(kem);
    if (support instanceof VaultSupport.Unsupported) {
      return support;
    }
    return WrapTrial.of(sessions)
        .refusal(kem, resident.works(kem), new WrappedForm(resident), sessions)
        .<VaultSupport>map(VaultSupport.Unsupported::new)
        .orElse(support);
  }

  /**
   * @throws UnsupportedKeyException if {@link #supports} says no
   */
  public VaultKey generate(KeyPurpose purpose, KemId kem) {
    if (supports(kem) instanceof VaultSupport.Unsupported no) {
      throw new UnsupportedKeyException(no.reason());
    }
    AlgorithmProfile.Works works = resident.works(kem);
    long mechanism = mechanism();
    return sessions.holding(
        inForce.readLock(),
        () -> {
          WrappedKey row =
              sessions.run(
                  session -> {
                    WrappingKey wrapping = wrappingKeys.current(session);
                    WrappedForm.Made made = form.generate(session, kem, works, wrapping.trusted());
                    Bytes blob = form.wrapAndDestroy(session, mechanism, wrapping.handle(), made);
                    return new WrappedKey(
                        name(purpose, kem, made.publicKey()),
                        purpose,
                        kem,
                        made.publicKey(),
                        wrapping.id(),
                        mechanism,
                        blob);
                  });
          store.put(row);
          return hold(row).vaultKey();
        });
  }

  /** Whether the reference is one of a wrapped key. */
  public static boolean names(KeyRef ref) {
    return ref.scheme().equals(KeyUri.WRAPPED_SCHEME);
  }

  /**
   * @throws WrappedKeyException if the row is not the one of that name
   */
  public Optional<VaultKey> find(KeyRef ref) {
    return findHeld(ref).map(Held::vaultKey);
  }

  /** The keys whose rows are whole; whether their blobs are shows when they are used. */
  public List<VaultKey> list() {
    List<VaultKey> keys = new ArrayList<>();
    for (WrappedKey row : store.list()) {
      if (isWhole(row, row.ref()) && supports(row.algorithm()) instanceof VaultSupport.Supported) {
        keys.add(hold(row).vaultKey());
      }
    }
    return keys;
  }

  /** True if the row was there. */
  @Override
  public boolean destroy(KeyRef ref) {
    boolean there = KeyUri.parse(ref).isOn(sessions.token().identity()) && store.remove(ref);
    forget(ref);
    return there;
  }

  /**
   * @throws KeyDestroyedException if there is no row
   */
  public KeyAttestation attest(KeyRef ref) {
    Held key = findHeld(ref).orElseThrow(() -> new KeyDestroyedException(ref));
    VaultKey vaultKey = key.vaultKey();
    KeyDemands demands = KeyDemands.unwrapped(vaultKey.algorithm());
    Attributes told =
        key.key().access((session, handle) -> session.attributes(handle, demands.types()));
    return new KeyAttestation(
        ref,
        KeyCustody.WRAPPED,
        vaultKey.purpose(),
        vaultKey.algorithm(),
        sessions.token().identity().toString(),
        Ckm.name(resident.works(vaultKey.algorithm()).mechanism()),
        told.isSet(Cka.SENSITIVE),
        false,
        false,
        Optional.of(((AgreementHandle) vaultKey.privateKey()).route()),
        key.key().operations(),
        Set.of(),
        Stream.concat(Stream.of(REMARK), demands.remarks(told, resident.vendor()).stream())
            .toList());
  }

  /**
   * Puts all keys under a new wrapping key and destroys the old ones; then no copy of an older row
   * can be unwrapped any more. Keys may be used, made and destroyed meanwhile. If the last rotation
   * was not finished, this finishes it.
   *
   * @return how many rows were rewrapped
   * @throws WrappedKeyException if a row cannot be unwrapped; the old key stays until it is
   *     restored or destroyed, and the rotation done again
   */
  public int rotate(RotationProgress progress) {
    WrappingKey next =
        sessions.holding(inForce.writeLock(), () -> sessions.run(wrappingKeys::toRotateTo));
    int done = 0;
    for (List<WrappedKey> rows = not(next); !rows.isEmpty(); rows = not(next)) {
      int total = done + rows.size();
      for (WrappedKey row : rows) {
        rewrap(row, next);
        done++;
        progress.rewrapped(done, total);
      }
    }
    sessions.run(
        session -> {
          wrappingKeys.all(session).stream()
              .filter(key -> !key.id().equals(next.id()))
              .forEach(key -> wrappingKeys.destroy(session, key));
          return null;
        });
    return done;
  }

  private List<WrappedKey> not(WrappingKey key) {
    return store.list().stream().filter(row -> !row.wrappingKey().equals(key.id())).toList();
  }

  /** Nothing is done if the row is gone by then: its key was destroyed. */
  private void rewrap(WrappedKey row, WrappingKey next) {
    long mechanism = mechanism();
    Bytes blob =
        sessions.run(
            session -> {
              WrappingKey from = wrappingKey(session, row);
              WrappingKey to =
                  wrappingKeys.find(session, next.id()).orElseThrow(() -> notThere(row.ref()));
              return asRow(
                  row.ref(),
                  () ->
                      form.rewrap(
                          session,
                          row.algorithm(),
                          row.mechanism(),
                          from.handle(),
                          row.blob(),
                          mechanism,
                          to));
            });
    store.replace(row, row.rewrapped(next.id(), mechanism, blob));
  }

  @Override
  public Provider provider() {
    return resident.provider();
  }

  @Override
  public void close() {
    unwrapped.close();
  }

  WrappingKeys wrappingKeys() {
    return wrappingKeys;
  }

  WrappedKeyStore store() {
    return store;
  }

  /** While this runs, no key is wrapped. */
  <T> T withoutWrapping(Supplier<T> work) {
    return sessions.holding(inForce.writeLock(), work);
  }

  UnwrappedKeys.Unwrapped acquire(WrappedTokenKey key) {
    return unwrapped.acquire(key.ref(), session -> unwrap(session, key));
  }

  void release(UnwrappedKeys.Unwrapped object) {
    unwrapped.release(object);
  }

  /** Makes the session object, and makes sure that it is the key it shall be. */
  private long unwrap(Session session, WrappedTokenKey key) {
    WrappedKey row = store.find(key.ref()).orElseThrow(key::gone);
    while (true) {
      try {
        return unwrap(session, row, key.ref());
      } catch (WrappedKeyException e) {
        WrappedKey now = store.find(key.ref()).orElseThrow(key::gone);
        if (now.equals(row)) {
          throw e;
        }
        row = now; // a rotation has rewrapped it since, and destroyed the old wrapping key
      }
    }
  }

  private long unwrap(Session session, WrappedKey row, KeyRef ref) {
    requireWhole(row, ref);
    WrappingKey wrapping = wrappingKey(session, row);
    AlgorithmProfile.Works works = resident.works(row.algorithm());
    long object =
        asRow(
            ref,
            () ->
                form.unwrap(
                    session, row.algorithm(), row.mechanism(), wrapping.handle(), row.blob()));
    if (!form.isPrivateKeyOf(session, object, row.algorithm(), works, row.publicKey())) {
      session.destroyObject(object);
      throw new WrappedKeyException(ref, "has the private key of another one in its row");
    }
    return object;
  }

  private WrappingKey wrappingKey(Session session, WrappedKey row) {
    return wrappingKeys.find(session, row.wrappingKey()).orElseThrow(() -> notThere(row.ref()));
  }

  private WrappedKeyException notThere(KeyRef ref) {
    return new WrappedKeyException(
        ref, "is under a wrapping key that " + sessions.token().identity() + " does not hold");
  }

  /** What C_UnwrapKey says, if it is not against the session or the token, the blob has caused. */
  private static <T> T asRow(KeyRef ref, Supplier<T> work) {
    try {
      return work.get();
    } catch (CryptokiException e) {
      if (!e.function().equals("C_UnwrapKey") || Recovery.mayHelp(e) || Recovery.isFull(e)) {
        throw e;
      }
      throw new WrappedKeyException(ref, "cannot be unwrapped: its row was changed", e);
    }
  }

  private Optional<Held> findHeld(KeyRef ref) {
    if (!KeyUri.parse(ref).isOn(sessions.token().identity())) {
      return Optional.empty();
    }
    Optional<WrappedKey> row = store.find(ref);
    if (row.isEmpty()) {
      forget(ref);
      return Optional.empty();
    }
    requireWhole(row.get(), ref);
    return Optional.of(hold(row.get()));
  }

  private void requireWhole(WrappedKey row, KeyRef ref) {
    if (!isWhole(row, ref)) {
      throw new WrappedKeyException(ref, "has the row of another key");
    }
  }

  private boolean isWhole(WrappedKey row, KeyRef ref) {
    return row.ref().equals(ref)
        && name(row.purpose(), row.algorithm(), row.publicKey()).equals(ref);
  }

  private KeyRef name(KeyPurpose purpose, KemId kem, Bytes publicKey) {
    return KeyUri.wrapped(sessions.token().identity(), new KeyLabel(purpose, kem), publicKey);
  }

  private Held hold(WrappedKey row) {
    return held.computeIfAbsent(row.ref(), absent -> make(row));
  }

  private Held make(WrappedKey row) {
    WrappedTokenKey key = new WrappedTokenKey(row.ref(), this, sessions);
    HpkePublicKey publicKey = new HpkePublicKey(row.publicKey());
    return new Held(
        key,
        new VaultKey(
            row.ref(),
            row.purpose(),
            row.algorithm(),
            resident.agreement(key, row.algorithm(), publicKey, this),
            row.publicKey()));
  }

  private void forget(KeyRef ref) {
    Held gone = held.remove(ref);
    if (gone != null) {
      gone.key().markDestroyed();
      unwrapped.drop(ref);
    }
  }

  private long mechanism() {
    return WrapTrial.mechanism(sessions).orElseThrow();
  }
}
