package dev.claviger.mls;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.Features;
import dev.claviger.mls.group.GroupPolicy;
import dev.claviger.mls.group.PskLookup;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.spi.ProposalPolicy;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.WireFormat;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who a client is, where its keys live, and its policies. Suite, credential and vault are needed.
 */
public final class MlsClientBuilder {
  private CipherSuite suite;
  private Credential credential;
  private KeyVault vault;
  private Optional<VaultKey> signatureKey = Optional.empty();
  private CredentialValidator validator = CredentialValidator.trustBasic();
  private LifetimePolicy lifetimes = LifetimePolicy.DEFAULT;
  private ProposalPolicy proposalPolicy = ProposalPolicy.ACCEPT_ALL;
  private Clock clock = Clock.systemUTC();
  private RatchetWindow window = RatchetWindow.DEFAULT;
  private ExternalCommitPolicy externalCommits = ExternalCommitPolicy.allow();
  private final List<ExtensionType> extensions = new ArrayList<>();
  private final List<ProposalType> proposals = new ArrayList<>();
  private boolean grease = true;
  private WireFormat handshakeFormat = WireFormat.PRIVATE_MESSAGE;

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
    this.handshakeFormat = WireFormat.PUBLIC_MESSAGE;
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
   * Sends no GREASE (RFC 9420 §13.5); by default leaves, KeyPackages and GroupInfos have some, so
   * that peers which cannot bear unknown values are found early.
   */
  public MlsClientBuilder withoutGrease() {
    this.grease = false;
    return this;
  }

  /**
   * Makes the signature key, unless one was given, and the client.
   *
   * @throws NullPointerException if suite, credential or vault are missing
   * @throws IllegalArgumentException if the signature key is not one of the suite's scheme
   * @throws dev.claviger.crypto.key.VaultException if the vault fails
   */
  public MlsClient build() {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(credential, "credential");
    Objects.requireNonNull(vault, "vault");
    signatureKey.ifPresent(this::checkSignatureKey);
    VaultKey signer =
        signatureKey.orElseGet(() -> vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme()));
    ClientContext context =
        new ClientContext(
            suite,
            vault,
            signer,
            credential,
            validator,
            PskLookup.NONE,
            lifetimes,
            clock,
            window,
            handshakeFormat,
            Padding.BLOCKS_OF_32,
            new GroupPolicy(proposalPolicy, externalCommits, PastEpochs.DEFAULT),
            grease ? Features.of(extensions, proposals) : Features.plain(extensions, proposals));
    return new MlsClient(context, signatureKey.isEmpty());
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
