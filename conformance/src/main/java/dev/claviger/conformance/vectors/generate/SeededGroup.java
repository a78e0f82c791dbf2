package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.ProposalBuilder;
import dev.claviger.mls.PublicGroup;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A group of the public API, all its members here, at a time that stands still. */
final class SeededGroup {
  /** Of the range for private use (RFC 9420 §17.3); every client supports it. */
  static final ExtensionType PRIVATE_USE = new ExtensionType(0xF0C1);

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final CipherSuite suite;
  private final PublishedVault vault;
  private final UnaryOperator<MlsClientBuilder> form;
  private final List<Group> groups = new ArrayList<>();
  private final List<Group> listeners = new ArrayList<>();
  private final Map<Group, MlsClient> clients = new LinkedHashMap<>();
  private final Map<Bytes, Bytes> externalPsks = new LinkedHashMap<>();
  private int named;

  /** A group with its creator alone in it, whose handshakes are PublicMessages. */
  SeededGroup(CipherSuite suite, SeededRandom random) {
    this(suite, random, MlsClientBuilder::publicHandshakes);
  }

  /** As above, of clients of another form. */
  SeededGroup(CipherSuite suite, SeededRandom random, UnaryOperator<MlsClientBuilder> form) {
    this.suite = suite;
    this.vault = new PublishedVault(random);
    this.form = form;
    MlsClient creator = client();
    enter(creator, creator.createGroup(new GroupId(suite.randomBytes(16))));
  }

  CipherSuite suite() {
    return suite;
  }

  PublishedVault vault() {
    return vault;
  }

  /** Someone who is not in the group yet. */
  MlsClient client() {
    return form.apply(
            MlsClient.builder()
                .suite(suite)
                .credential(Credential.basic("member " + named++))
                .vault(vault)
                .supports(PRIVATE_USE)
                .psks(id -> Optional.ofNullable(externalPsks.get(id)).map(Secret::copyOf))
                .clock(NOW))
        .build();
  }

  VaultKey signatureKey() {
    return vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
  }

  /** By their names, all that there are so far. */
  Map<Bytes, Bytes> externalPsks() {
    return externalPsks;
  }

  /** The name of a new PSK, which everybody knows from now on. */
  Bytes newPsk() {
    Bytes name = suite.randomBytes(8);
    externalPsks.put(name, suite.randomBytes(suite.hashLength()));
    return name;
  }

  /** How many members there are, those who only listen apart. */
  int size() {
    return groups.size();
  }

  Group member(int at) {
    return groups.get(at);
  }

  /** A member who gets all that is sent, and sends nothing. */
  void listen(Group listener) {
    listeners.add(listener);
  }

  /** The group as one outside of it sees it. */
  PublicGroup seenFromOutside() {
    return PublicGroup.builder().suite(suite).clock(NOW).follow(groups.get(0).groupInfo(true));
  }

  /** A member commits, and all take it; those whom it removes are gone. */
  PendingCommit commit(int committer, UnaryOperator<CommitBuilder> what) {
    Group group = groups.get(committer);
    PendingCommit commit = what.apply(group.commit()).build();
    deliver(commit.message(), Optional.of(group));
    commit.accept();
    groups.removeIf(other -> !other.isActive());
    return commit;
  }

  /** A member adds someone new, who joins. */
  PendingCommit grow(int committer, UnaryOperator<CommitBuilder> also) {
    MlsClient joiner = client();
    PendingCommit commit = commit(committer, c -> also.apply(c.add(joiner.keyPackage())));
    enter(joiner, joiner.join(commit.welcome().orElseThrow()));
    return commit;
  }

  /** Whom others have added may come in. */
  void enter(MlsClient client, Group group) {
    groups.add(group);
    clients.put(group, client);
  }

  /** A member proposes something to all. */
  Bytes propose(int proposer, Function<ProposalBuilder, byte[]> what) {
    Group group = groups.get(proposer);
    return deliver(what.apply(group.propose()), Optional.of(group));
  }

  /** Someone lets himself in. */
  Bytes letIn(MlsClient client) {
    PendingJoin join = client.joinExternally(groups.get(0).groupInfo(true));
    Bytes message = deliver(join.message(), Optional.empty());
    groups.removeIf(other -> !other.isActive());
    enter(client, join.accept());
    return message;
  }

  /** A member has lost its state, and takes its own place. */
  Bytes resync(int lost) {
    return letIn(clients.get(groups.get(lost)));
  }

  /** Sends a message to all but the one who is its sender. */
  Bytes deliver(byte[] message, Optional<Group> sender) {
    groups.stream()
        .filter(group -> !Optional.of(group).equals(sender))
        .forEach(group -> group.process(message));
    listeners.forEach(listener -> listener.process(message));
    return Bytes.copyOf(message);
  }

  Bytes encodedTree() {
    return groups.get(0).ratchetTree();
  }

  RatchetTree tree() {
    return RatchetTree.of(
        suite, TlsReader.decode(encodedTree(), "ratchet_tree", RatchetTreeExtension::read));
  }
}
