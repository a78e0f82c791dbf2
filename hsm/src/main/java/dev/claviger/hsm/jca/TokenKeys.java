package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
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
import dev.claviger.hsm.session.TokenSessions;
import dev.claviger.hsm.vendor.VendorProfile;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The keys of one vault on its token. Thread-safe. */
public final class TokenKeys implements KeyOwner {
  private static final int PAIR = 2;

  private final TokenSessions sessions;
  private final List<AgreementRoute> routes;
  private final VendorProfile vendor;
  private final HandleProvider provider;
  private final TokenProfile profile;
  private final KeyGeneration generation;
  private final ObjectBudget budget;
  private final Map<Bytes, Held> held = new ConcurrentHashMap<>();

  /** A key that this vault has met: its state, and the one handle that it gives out. */
  private record Held(TokenKey key, VaultKey vaultKey) {}

  /**
   * @param routes that may be taken, the preferred one first
   * @param objects the most that may be on the token for this vault to add more
   */
  public TokenKeys(
      TokenSessions sessions,
      List<AgreementRoute> routes,
      VendorProfile vendor,
      HandleProvider provider,
      int objects) {
    this.sessions = sessions;
    this.routes = List.copyOf(routes);
    this.vendor = vendor;
    this.provider = provider;
    this.profile = TokenProfile.of(sessions, vendor);
    this.generation = new KeyGeneration(vendor);
    this.budget = new ObjectBudget(sessions, objects);
  }

  @Override
  public Provider provider() {
    return provider;
  }

  public VaultSupport supports(KeyAlgorithm algorithm) {
    AlgorithmProfile found = profile.get(algorithm, sessions);
    if (found instanceof AlgorithmProfile.Works works) {
      return algorithm instanceof SignatureScheme || route(works).isPresent()
          ? new VaultSupport.Supported(Ckm.name(works.mechanism()))
          : new VaultSupport.Unsupported(forbidden(works));
    }
    return new VaultSupport.Unsupported(((AlgorithmProfile.Lacks) found).reason());
  }

  /**
   * @throws UnsupportedKeyException if the token has no mechanism or no allowed route for it
   */
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    KeyLabel label = new KeyLabel(purpose, algorithm);
    AlgorithmProfile.Works works = works(algorithm);
    KeyDirectory.Entry entry = new KeyDirectory.Entry(generation.newId(), label);
    return Making.run(
        sessions,
        session -> {
          budget.take(session, PAIR);
          KeyGeneration.Generated pair = generation.generate(session, entry.id(), label, works);
          Held made = hold(entry, works, pair.publicKey());
          made.key().know(session, pair.handles());
          return made.vaultKey();
        },
        session -> KeyDirectory.destroy(session, entry));
  }

  public Optional<VaultKey> find(KeyRef ref) {
    return entry(ref).flatMap(this::find).map(Held::vaultKey);
  }

  /** The keys with our labels that this vault can use. */
  public List<VaultKey> list() {
    List<VaultKey> found = new ArrayList<>();
    for (KeyDirectory.Entry entry : sessions.run(KeyDirectory::list)) {
      if (supports(entry.label().algorithm()) instanceof VaultSupport.Supported) {
        resolve(entry).map(Held::vaultKey).ifPresent(found::add);
      }
    }
    return found;
  }

  /** True if the key was there. */
  @Override
  public boolean destroy(KeyRef ref) {
    Optional<KeyDirectory.Entry> entry = entry(ref);
    if (entry.isEmpty()) {
      return false;
    }
    Held known = held.get(entry.get().id());
    // Over both attempts, should the first have got half-way.
    AtomicBoolean there = new AtomicBoolean();
    sessions.run(
        session -> {
          boolean destroyed =
              known == null
                  ? KeyDirectory.destroy(session, entry.get())
                  : known.key().destroyOn(session);
          there.compareAndSet(false, destroyed);
          return null;
        });
    forget(entry.get().id());
    if (there.get()) {
      budget.giveBack(PAIR);
    }
    return there.get();
  }

  /**
   * @throws KeyDestroyedException if the token does not hold the key
   */
  public KeyAttestation attest(KeyRef ref) {
    Held key = entry(ref).flatMap(this::find).orElseThrow(() -> new KeyDestroyedException(ref));
    KeyDemands demands = KeyDemands.resident(key.vaultKey().algorithm());
    Attributes told =
        key.key().access((session, handle) -> session.attributes(handle, demands.types()));
    PrivateKey handle = key.vaultKey().privateKey();
    return new KeyAttestation(
        key.key().ref(),
        KeyCustody.RESIDENT,
        key.vaultKey().purpose(),
        key.vaultKey().algorithm(),
        sessions.token().identity().toString(),
        Ckm.name(key.key().mechanism()),
        told.isSet(Cka.SENSITIVE),
        told.isSet(Cka.NEVER_EXTRACTABLE),
        told.isSet(Cka.LOCAL),
        handle instanceof AgreementHandle agreement
            ? Optional.of(agreement.route())
            : Optional.empty(),
        key.key().operations(),
        demands.untold(told, vendor),
        demands.remarks(told, vendor));
  }

  /** Tries out again, when next asked, what the token can do; keys already met stay as they are. */
  public void probeAgain() {
    sessions.token().forgetMechanisms();
    profile.forget();
  }

  /** What the reference names on this token; empty if it is another vault's. */
  private Optional<KeyDirectory.Entry> entry(KeyRef ref) {
    if (!ref.scheme().equals(KeyUri.SCHEME)) {
      return Optional.empty();
    }
    KeyUri uri = KeyUri.parse(ref);
    if (!uri.isOn(sessions.token().identity())) {
      return Optional.empty();
    }
    return KeyLabel.parse(uri.object()).map(label -> new KeyDirectory.Entry(uri.id(), label));
  }

  private Optional<Held> find(KeyDirectory.Entry entry) {
    if (sessions.run(session -> KeyDirectory.holds(session, entry))) {
      return resolve(entry);
    }
    forget(entry.id());
    return Optional.empty();
  }

  /** What is on the token is met once; its public key does not change. */
  private Optional<Held> resolve(KeyDirectory.Entry entry) {
    Held known = held.get(entry.id());
    if (known != null) {
      return Optional.of(known);
    }
    AlgorithmProfile.Works works = works(entry.label().algorithm());
    return sessions
        .run(session -> KeyDirectory.publicKey(session, entry))
        .map(key -> hold(entry, works, key));
  }

  private void forget(Bytes id) {
    Held gone = held.remove(id);
    if (gone != null) {
      gone.key().markDestroyed();
    }
  }

  private Held hold(KeyDirectory.Entry entry, AlgorithmProfile.Works works, Bytes publicKey) {
    return held.computeIfAbsent(entry.id(), absent -> make(entry, works, publicKey));
  }

  private Held make(KeyDirectory.Entry entry, AlgorithmProfile.Works works, Bytes publicKey) {
    KeyLabel label = entry.label();
    TokenKey key = new TokenKey(entry.id(), label, works, sessions);
    PrivateKey handle =
        label.algorithm() instanceof SignatureScheme scheme
            ? new TokenSignatureHandle(key, scheme, this)
            : agreement(key, (KemId) label.algorithm(), new HpkePublicKey(publicKey), this);
    return new Held(
        key, new VaultKey(key.ref(), label.purpose(), label.algorithm(), handle, publicKey));
  }

  TokenAgreementHandle agreement(
      UsableKey key, KemId kem, HpkePublicKey publicKey, KeyOwner owner) {
    AlgorithmProfile.Works works = works(kem);
    AgreementRoute route = routeOf(works);
    return new TokenAgreementHandle(key, kem, publicKey, route, step(works), owner);
  }

  /** The step of the route that keys of this vault take. */
  AgreementStep step(AlgorithmProfile.Works works) {
    return works.steps().get(routeOf(works));
  }

  ObjectBudget budget() {
    return budget;
  }

  /** What is known of the token. */
  VendorProfile vendor() {
    return vendor;
  }

  private AgreementRoute routeOf(AlgorithmProfile.Works works) {
    return route(works).orElseThrow(() -> new UnsupportedKeyException(forbidden(works)));
  }

  AlgorithmProfile.Works works(KeyAlgorithm algorithm) {
    if (supports(algorithm) instanceof VaultSupport.Unsupported no) {
      throw new UnsupportedKeyException(no.reason());
    }
    return (AlgorithmProfile.Works) profile.get(algorithm, sessions);
  }

  /** The most preferred of the routes that work. */
  private Optional<AgreementRoute> route(AlgorithmProfile.Works works) {
    return routes.stream().filter(works.routes()::contains).findFirst();
  }

  private String forbidden(AlgorithmProfile.Works works) {
    return "the token "
        + sessions.token().identity()
        + " could use keys for "
        + works.algorithm()
        + " with "
        + Ckm.name(works.mechanism())
        + " by "
        + works.routes()
        + ", but only "
        + routes
        + " are allowed; allow one of the first with Pkcs11Config.Builder.routes";
  }
}
