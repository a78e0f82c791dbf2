package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.SoftwareAgreementKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.DerivedKeys;
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
import dev.claviger.hsm.custody.ImportReport;
import dev.claviger.hsm.session.DisobedienceException;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The derived keys of one vault, each put into the token as a session object that cannot leave, and
 * zeroed here. They are made on one pinned session and used on any. Thread-safe.
 */
public final class ImportedKeys implements DerivedKeys, KeyOwner, AutoCloseable {
  private static final String REMARK =
      "imported: it was derived in software, zeroed there once the token had it, and dies with its"
          + " session; C_ calls beside those of its route: 2 to import it, 1 to destroy it";

  private static final long[] CUSTODY = {Cka.SENSITIVE, Cka.NEVER_EXTRACTABLE, Cka.LOCAL};

  private final TokenSessions sessions;
  private final TokenKeys resident;
  private final PinnedSession pinned;
  private final SecureRandom random = new SecureRandom();
  private final Map<KeyRef, Held> held = new ConcurrentHashMap<>();
  private final LongAdder imported = new LongAdder();
  private final LongAdder destroyed = new LongAdder();

  private record Held(ImportedTokenKey key, VaultKey vaultKey) {}

  /**
   * @param resident the same vault's resident keys, whose routes and numbers are these keys' too
   */
  public ImportedKeys(TokenSessions sessions, TokenKeys resident) {
    this.sessions = sessions;
    this.resident = resident;
    this.pinned = new PinnedSession(sessions);
  }

  @Override
  public KeyCustody custody() {
    return KeyCustody.IMPORTED;
  }

  /** Tries it out when first asked, with a key that is then destroyed. */
  @Override
  public VaultSupport supports(KemId kem) {
    return supports(kem, resident, sessions);
  }

  /** Whether the token takes such keys in, and can use them. */
  public static VaultSupport supports(KemId kem, TokenKeys resident, TokenSessions sessions) {
    VaultSupport support = resident.supports(kem);
    if (support instanceof VaultSupport.Unsupported) {
      return support;
    }
    ImportTrial.Outcome outcome = outcome(kem, resident, sessions);
    return outcome.form().isPresent() ? support : new VaultSupport.Unsupported(outcome.reason());
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.claviger.crypto.key.VaultException if the token says that a key could leave it
   */
  @Override
  public List<HpkeKeyPair> keep(KeyPurpose purpose, List<HpkeKeyPair> derived) {
    List<HpkeKeyPair> kept = new ArrayList<>(derived.size());
    try {
      purpose.requireDerived();
      for (HpkeKeyPair pair : derived) {
        kept.add(keep(purpose, pair));
      }
      return kept;
    } catch (RuntimeException e) {
      kept.forEach(pair -> destroyQuietly(pair, e));
      throw e;
    } finally {
      derived.forEach(DerivedKeys.software()::destroy);
    }
  }

  @Override
  public void destroy(HpkeKeyPair kept) {
    if (kept.privateKey() instanceof TokenAgreementHandle handle) {
      destroy(handle.ref());
    }
  }

  /** True if it was there. If the token fails, it stays to be destroyed and cannot be used. */
  @Override
  public boolean destroy(KeyRef ref) {
    Held key = held.get(ref);
    if (key == null) {
      return false;
    }
    key.key().markDestroyed();
    sessions.run(
        session -> {
          key.key().destroyOn(session);
          return null;
        });
    if (held.remove(ref) != null) {
      destroyed.increment();
    }
    return true;
  }

  /** Whether the reference is one of an imported key. */
  public static boolean names(KeyRef ref) {
    return ref.scheme().equals(KeyUri.IMPORTED_SCHEME);
  }

  public Optional<VaultKey> find(KeyRef ref) {
    return Optional.ofNullable(held.get(ref)).map(Held::vaultKey);
  }

  /** All that were imported and not destroyed, those among them that died with their session. */
  public List<VaultKey> list() {
    return held.values().stream().map(Held::vaultKey).toList();
  }

  /**
   * @throws KeyDestroyedException if it was destroyed
   * @throws dev.claviger.crypto.key.PathKeysLostException if it died with its session
   */
  public KeyAttestation attest(KeyRef ref) {
    Held found =
        Optional.ofNullable(held.get(ref)).orElseThrow(() -> new KeyDestroyedException(ref));
    Attributes told = found.key().access((session, handle) -> session.attributes(handle, CUSTODY));
    VaultKey key = found.vaultKey();
    AgreementHandle handle = (AgreementHandle) key.privateKey();
    return new KeyAttestation(
        ref,
        KeyCustody.IMPORTED,
        key.purpose(),
        key.algorithm(),
        sessions.token().identity().toString(),
        Ckm.name(resident.works(key.algorithm()).mechanism()),
        told.isSet(Cka.SENSITIVE),
        told.isSet(Cka.NEVER_EXTRACTABLE),
        told.isSet(Cka.LOCAL),
        Optional.of(handle.route()),
        found.key().operations(),
        Set.of(),
        List.of(REMARK));
  }

  /** What has been done so far. */
  public ImportReport report() {
    long lost = held.values().stream().filter(one -> one.key().isLost()).count();
    return new ImportReport(imported.sum(), destroyed.sum(), held.size() - lost, lost);
  }

  /** Tries out again, when next asked, what the token takes in. */
  public void probeAgain() {
    ImportTrial.of(sessions).forget();
  }

  @Override
  public Provider provider() {
    return resident.provider();
  }

  /** Ends the lives of all. */
  @Override
  public void close() {
    held.values().forEach(key -> key.key().markDestroyed());
    held.clear();
    pinned.close();
  }

  private HpkeKeyPair keep(KeyPurpose purpose, HpkeKeyPair derived) {
    if (!(derived.privateKey() instanceof SoftwareAgreementKey software)) {
      throw new IllegalArgumentException("only what KEM.DeriveKeyPair made can be imported");
    }
    KemId kem = software.kem();
    if (supports(kem) instanceof VaultSupport.Unsupported no) {
      throw new UnsupportedKeyException(no.reason());
    }
    ImportForm form = outcome(kem, resident, sessions).form().orElseThrow();
    Bytes id = KeyId.fresh(random);
    String label = "claviger:" + purpose.name().toLowerCase(Locale.ROOT) + ":" + kem;
    KeyRef ref = KeyUri.imported(sessions.token().identity(), id, label);
    ImportedTokenKey key = new ImportedTokenKey(ref, id, sessions);
    try (Secret privateKey = software.release()) {
      Making.run(
          sessions,
          leased ->
              pinned.run(
                  session -> {
                    create(session, form, key, id, label, privateKey);
                    return null;
                  }),
          key::destroyOn);
    }
    VaultKey vaultKey =
        new VaultKey(
            ref,
            purpose,
            kem,
            resident.agreement(key, kem, derived.publicKey(), this),
            derived.publicKey().value());
    held.put(ref, new Held(key, vaultKey));
    imported.increment();
    return vaultKey.asHpkeKeyPair();
  }

  private void create(
      Session session,
      ImportForm form,
      ImportedTokenKey key,
      Bytes id,
      String label,
      Secret privateKey) {
    long object = form.create(session, id, label, privateKey);
    key.know(session, object);
    String disobedience = ImportForm.disobedience(session, object);
    if (!disobedience.isEmpty()) {
      session.destroyResident(object);
      throw new DisobedienceException(disobedience);
    }
  }

  private static ImportTrial.Outcome outcome(
      KemId kem, TokenKeys resident, TokenSessions sessions) {
    return ImportTrial.of(sessions)
        .outcome(kem, resident.works(kem), new WrappedForm(resident), sessions);
  }

  private void destroyQuietly(HpkeKeyPair pair, RuntimeException because) {
    try {
      destroy(pair);
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
