package dev.claviger.mls;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.DeferringVault;
import dev.claviger.mls.group.Features;
import dev.claviger.mls.group.GroupPolicy;
import dev.claviger.mls.group.KnownPsks;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.KeptEpochs;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.spi.ProposalPolicy;
import dev.claviger.mls.spi.PskSource;
import dev.claviger.mls.stored.KeptClient;
import dev.claviger.mls.stored.StoredClient;
import dev.claviger.mls.stored.StoredClientHead;
import dev.claviger.mls.stored.UnstoredClient;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.WireFormat;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who a client is, where its keys live, and its policies. Suite, credential and vault are needed.
 */
public final class MlsClientBuilder {
  private CipherSuite suite;
  private List<CipherSuiteId> suitePreference = List.of();
  private Credential credential;
  private KeyVault vault;
  private Optional<VaultKey> signatureKey = Optional.empty();
  private CredentialValidator validator = CredentialValidator.trustBasic();
  private LifetimePolicy lifetimes = LifetimePolicy.DEFAULT;
  private PskSource psks = PskSource.NONE;
  private int resumptionEpochs = 4;
  private PastEpochs pastEpochs = PastEpochs.DEFAULT;
  private KeptEpochs keptEpochs = KeptEpochs.NONE;
  private Padding padding = Padding.BLOCKS_OF_32;
  private ProposalPolicy proposalPolicy = ProposalPolicy.ACCEPT_ALL;
  private Clock clock = Clock.systemUTC();
  private RatchetWindow window = RatchetWindow.DEFAULT;
  private ExternalCommitPolicy externalCommits = ExternalCommitPolicy.allow();
  private final List<ExtensionType> extensions = new ArrayList<>();
  private final List<ProposalType> proposals = new ArrayList<>();
  private final Set<ProposalType> fromOutside = new HashSet<>();
  private boolean grease = true;
  private Predicate<GroupId> publicHandshakes = group -> false;
  private Optional<GroupStore> store = Optional.empty();
  private int sendingBlock = 32;

  MlsClientBuilder() {}

  /**
   * @param name the IANA name, or the code point as {@code "1"} or {@code "0x0001"}
   * @throws IllegalArgumentException if no installed provider has the suite
   */
  public MlsClientBuilder suite(String name) {
    try {
      return suite(CipherSuite.getInstance(name));
    } catch (NoSuchAlgorithmException e) {
      throw unknown(name, e);
    }
  }

  /**
   * @throws IllegalArgumentException if no installed provider has the suite
   */
  public MlsClientBuilder suite(CipherSuiteId id) {
    try {
      return suite(CipherSuite.getInstance(id));
    } catch (NoSuchAlgorithmException e) {
      throw unknown(id.toString(), e);
    }
  }

  /** A suite of any provider, installed or not. */
  public MlsClientBuilder suite(CipherSuite suite) {
    this.suite = suite;
    return this;
  }

  /**
   * All cipher suites that the application has clients for, best first; by default only this
   * client's. Its leaves list them (RFC 9420 §7.2), and it founds no group whose first members all
   * support a better one than its own (§11).
   */
  public MlsClientBuilder suitePreference(List<CipherSuiteId> bestFirst) {
    this.suitePreference = List.copyOf(bestFirst);
    return this;
  }

  public MlsClientBuilder credential(Credential credential) {
    this.credential = credential;
    return this;
  }

  /** Where the private keys are made and stay; it is not closed with the client. */
  public MlsClientBuilder vault(KeyVault vault) {
    this.vault = vault;
    return this;
  }

  /** A signature key that is there already; otherwise the vault makes one. */
  public MlsClientBuilder signatureKey(VaultKey key) {
    this.signatureKey = Optional.of(key);
    return this;
  }

  /** The default takes basic credentials at their word. */
  public MlsClientBuilder validator(CredentialValidator validator) {
    this.validator = validator;
    return this;
  }

  /** The default is {@link LifetimePolicy#DEFAULT}. */
  public MlsClientBuilder lifetimes(LifetimePolicy lifetimes) {
    this.lifetimes = lifetimes;
    return this;
  }

  /** Which proposals are welcome; all that the protocol allows by default. */
  public MlsClientBuilder proposals(ProposalPolicy policy) {
    this.proposalPolicy = policy;
    return this;
  }

  /** Where external PSKs are found; there are none by default. */
  public MlsClientBuilder psks(PskSource psks) {
    this.psks = psks;
    return this;
  }

  /**
   * Of how many epochs of a group, the current one included, the resumption PSK is kept (RFC 9420
   * §8.6), and who was a member; 4 by default. A subgroup that was branched off in one of them can
   * be joined (§11.3).
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public MlsClientBuilder resumptionEpochs(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("the current epoch is always kept");
    }
    this.resumptionEpochs = epochs;
    return this;
  }

  /** How long late application data can be read; {@link PastEpochs#DEFAULT} by default. */
  public MlsClientBuilder pastEpochs(PastEpochs limits) {
    this.pastEpochs = limits;
    return this;
  }

  /**
   * How many epochs before the current one {@link Group#rewind} can go back to; none by default,
   * for what they keep can be stolen: see {@link KeptEpochs}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public MlsClientBuilder keptEpochs(int count) {
    return keptEpochs(new KeptEpochs(count, Duration.ofDays(36_500)));
  }

  /** As {@link #keptEpochs(int)}, for a limited time. */
  public MlsClientBuilder keptEpochs(KeptEpochs limits) {
    this.keptEpochs = limits;
    return this;
  }

  /** Sends messages as long as they are: their lengths show. */
  public MlsClientBuilder withoutPadding() {
    this.padding = Padding.NONE;
    return this;
  }

  /**
   * Pads messages up to the next multiple of that many bytes; 32 is the default.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public MlsClientBuilder blockPadding(int bytes) {
    this.padding = Padding.blocks(bytes);
    return this;
  }

  /** Pads messages by Padmé: at most 12 % longer, and lengths tell O(log log) bits. */
  public MlsClientBuilder padmePadding() {
    this.padding = Padding.PADME;
    return this;
  }

  /** What lifetimes are compared with. */
  public MlsClientBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * How far out of order the messages of one sender may come (RFC 9420 §15.3).
   *
   * @param outOfOrder the number of generations whose unused keys are kept; 64 by default
   * @param forward the number of generations that one message may skip; 1024 by default
   */
  public MlsClientBuilder messageWindow(int outOfOrder, int forward) {
    this.window = new RatchetWindow(outOfOrder, forward);
    return this;
  }

  /**
   * Sends Commits as PublicMessage, for a Delivery Service that must read them (RFC 9420 §6); by
   * default they are encrypted. Both are always accepted.
   */
  public MlsClientBuilder publicHandshakes() {
    return publicHandshakes(group -> true);
  }

  /**
   * As {@link #publicHandshakes()}, in some groups only: a KeyPackage does not say yet which group
   * it will be used for, and each may have a Delivery Service of its own.
   *
   * @param where asked for each handshake message; thread-safe
   */
  public MlsClientBuilder publicHandshakes(Predicate<GroupId> where) {
    this.publicHandshakes = where;
    return this;
  }

  /**
   * Who may join by an external Commit (RFC 9420 §12.4.3.2); by default everyone whose credential
   * is valid.
   */
  public MlsClientBuilder externalCommits(ExternalCommitPolicy policy) {
    this.externalCommits = policy;
    return this;
  }

  /** An extension that the application handles: our leaves say so (RFC 9420 §7.2). */
  public MlsClientBuilder supports(ExtensionType type) {
    extensions.add(type);
    return this;
  }

  /** A proposal type that the application handles: our leaves say so (RFC 9420 §7.2). */
  public MlsClientBuilder supports(ProposalType type) {
    proposals.add(type);
    return this;
  }

  /**
   * A custom proposal type that the group's {@code external_senders} may send too (RFC 9420
   * §12.1.8). All members must agree on it: one that refuses it cannot follow the Commit.
   */
  public MlsClientBuilder allowFromOutside(ProposalType type) {
    fromOutside.add(type);
    return this;
  }

  /**
   * Sends no GREASE (RFC 9420 §13.5); by default leaves, KeyPackages and GroupInfos have some, so
   * that peers which cannot bear unknown values are found early.
   */
  public MlsClientBuilder withoutGrease() {
    this.grease = false;
    return this;
  }

  /**
   * Keeps groups and KeyPackages where they outlive the client. A store is one client's: its suite
   * and signature key are noted in it and found again, so that no key need be given.
   */
  public MlsClientBuilder store(GroupStore value) {
    this.store = Optional.of(value);
    return this;
  }

  /**
   * How many generations are reserved in the store at a time to send application data with; by
   * default 32. Each reservation is a transaction, a message in between is none. A crash skips what
   * is left of them, and receivers must bear that gap ({@link RatchetWindow#forward}); where
   * several processes send in turns they see gaps and messages out of order, and a small number is
   * better.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public MlsClientBuilder sendingBlock(int generations) {
    if (generations < 1) {
      throw new IllegalArgumentException("a block has generations, not " + generations);
    }
    this.sendingBlock = generations;
    return this;
  }

  /**
   * Makes the signature key, unless one was given, and the client.
   *
   * @throws NullPointerException if suite, credential or vault are missing
   * @throws IllegalArgumentException if the signature key is not one of the suite's scheme, GREASE
   *     is among what the client supports, the preferred suites lack the client's own, or the
   *     validator does not support the type of our own credential
   * @throws IllegalStateException if the store is of another suite or signature key, or the vault
   *     takes derived keys over, which then cannot be stored
   * @throws dev.claviger.mls.spi.StoreException if the store fails
   * @throws UnsupportedKeyException if the vault is to take derived keys over and cannot take those
   *     of the suite
   * @throws dev.claviger.crypto.key.VaultException if the vault fails
   */
  public MlsClient build() {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(credential, "credential");
    Objects.requireNonNull(vault, "vault");
    signatureKey.ifPresent(this::checkSignatureKey);
    if (!validator.supportedTypes().contains(credential.type())) {
      throw new IllegalArgumentException(
          "the validator does not support our own credential, of type " + credential.type());
    }
    validator.supportedTypes().forEach(Features::requireMeaning);
    if (vault.derivedKeys().supports(suite.kem()) instanceof VaultSupport.Unsupported no) {
      throw new UnsupportedKeyException(no.reason());
    }
    if (store.isPresent() && vault.derivedKeys().custody() != KeyCustody.SOFTWARE) {
      throw new IllegalStateException(
          "path keys that the vault takes over live no longer than their connection to it, and"
              + " cannot be stored: use no store, or leave them in software");
    }
    Features features = features();
    VaultKey signer = signer();
    DeferringVault deferring = new DeferringVault(vault);
    ClientContext context =
        new ClientContext(
            suite,
            deferring,
            signer,
            credential,
            validator,
            new KnownPsks(psks, resumptionEpochs),
            lifetimes,
            clock,
            window,
            handshakeFormat(),
            padding,
            new GroupPolicy(proposalPolicy, externalCommits, pastEpochs, keptEpochs, fromOutside),
            features);
    KeptClient kept =
        store
            .<KeptClient>map(there -> new StoredClient(there, context, deferring, sendingBlock))
            .orElseGet(() -> new UnstoredClient(context, deferring));
    return new MlsClient(context, deferring, kept, signatureKey.isEmpty());
  }

  /** That which was given, or the store names, or a new one. */
  private VaultKey signer() {
    Optional<StoredClientHead> known = store.flatMap(StoredClientHead::read);
    if (known.isPresent()) {
      return stored(known.get());
    }
    VaultKey key =
        signatureKey.orElseGet(() -> vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme()));
    if (store.isEmpty()) {
      return key;
    }
    StoredClientHead first = new StoredClientHead(suite.id(), key.ref()).claim(store.get());
    if (first.signatureKey().equals(key.ref())) {
      return key;
    }
    if (signatureKey.isEmpty()) {
      vault.destroy(key.ref()); // another process was faster
    }
    return stored(first);
  }

  private VaultKey stored(StoredClientHead head) {
    if (!head.suite().equals(suite.id())) {
      throw new IllegalStateException("the store is that of a client of suite " + head.suite());
    }
    if (signatureKey.isPresent() && !signatureKey.get().ref().equals(head.signatureKey())) {
      throw new IllegalStateException(
          "the store is that of a client with the signature key " + head.signatureKey());
    }
    return signatureKey
        .or(() -> vault.find(head.signatureKey()))
        .orElseThrow(() -> new KeyDestroyedException(head.signatureKey()));
  }

  private Function<GroupId, WireFormat> handshakeFormat() {
    Predicate<GroupId> inClear = publicHandshakes;
    return group -> inClear.test(group) ? WireFormat.PUBLIC_MESSAGE : WireFormat.PRIVATE_MESSAGE;
  }

  private Features features() {
    if (!suitePreference.isEmpty() && !suitePreference.contains(suite.id())) {
      throw new IllegalArgumentException("the preferred suites lack " + suite.id());
    }
    Features features =
        grease ? Features.of(suite, extensions, proposals) : Features.plain(extensions, proposals);
    return features.withSuites(suitePreference);
  }

  private void checkSignatureKey(VaultKey key) {
    if (key.purpose() != KeyPurpose.SIGNATURE || !key.algorithm().equals(suite.signatureScheme())) {
      throw new IllegalArgumentException(
          key.ref() + " is no " + suite.signatureScheme() + " key for signing");
    }
  }

  private static IllegalArgumentException unknown(String suite, NoSuchAlgorithmException cause) {
    return new IllegalArgumentException(
        "no installed provider has cipher suite "
            + suite
            + "; Security.addProvider(new MlsProvider()) installs this project's",
        cause);
  }
}
