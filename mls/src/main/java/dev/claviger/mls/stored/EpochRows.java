package dev.claviger.mls.stored;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.CreatedCommit;
import dev.claviger.mls.group.EpochContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.Identity;
import dev.claviger.mls.group.OpenCommit;
import dev.claviger.mls.group.OwnLeaf;
import dev.claviger.mls.group.OwnUpdate;
import dev.claviger.mls.group.ProposalQueue;
import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ProposalRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes of the rows of one epoch what they were written of. */
final class EpochRows {
  private final ClientContext client;

  EpochRows(ClientContext client) {
    this.client = client;
  }

  /** The current epoch, of all rows. */
  GroupState state(Rows rows) {
    Head head = head(rows);
    Map<NodeIndex, Node> nodes = new HashMap<>();
    rows.forEach(
        RowKind.NODE, Node::readTagged, (key, node) -> nodes.put(new NodeIndex(key.index()), node));
    Map<NodeIndex, Secret> nodeSecrets = new HashMap<>();
    rows.forEach(
        RowKind.PATH_KEY,
        (key, secret) -> nodeSecrets.put(new NodeIndex(key.index()), secret.copy()));
    RatchetTree tree;
    try {
      tree = RatchetTree.restore(client.suite(), head.nodeCount(), nodes);
    } catch (IllegalArgumentException e) {
      throw rows.damaged("the nodes are no tree: " + e.getMessage());
    }
    try {
      return state(
          head,
          tree,
          PathKeys.restore(client.vault().derivedKeys(), tree, nodeSecrets),
          rows,
          rows);
    } catch (ValidationException e) {
      throw rows.damaged("a path key is not that in the tree: " + e.getMessage());
    }
  }

  /**
   * Another epoch, with which the one shares what both have.
   *
   * @param changes from the one to the other
   * @param trees where the secret tree of the other is
   */
  GroupState state(GroupState one, RowChanges changes, Rows trees) {
    try (Rows changed = trees.of(changes)) {
      Head head = head(changed);
      Map<NodeIndex, Optional<Node>> nodes = new HashMap<>();
      Map<NodeIndex, Optional<Secret>> nodeSecrets = new HashMap<>();
      for (RowKey gone : changes.deleted()) {
        if (gone.kind() == RowKind.NODE.code()) {
          nodes.put(new NodeIndex(gone.index()), Optional.empty());
        } else if (gone.kind() == RowKind.PATH_KEY.code()) {
          nodeSecrets.put(new NodeIndex(gone.index()), Optional.empty());
        }
      }
      changed.forEach(
          RowKind.NODE,
          Node::readTagged,
          (key, node) -> nodes.put(new NodeIndex(key.index()), Optional.of(node)));
      changed.forEach(
          RowKind.PATH_KEY,
          (key, secret) -> nodeSecrets.put(new NodeIndex(key.index()), Optional.of(secret.copy())));
      RatchetTree tree = one.tree().with(head.nodeCount(), nodes);
      return state(head, tree, one.pathKeys().with(tree, nodeSecrets), changed, trees);
    } catch (IllegalArgumentException e) {
      throw trees.damaged("the nodes are no tree: " + e.getMessage());
    } catch (ValidationException e) {
      throw trees.damaged("a path key is not that in the tree: " + e.getMessage());
    }
  }

  /**
   * An epoch with what waits in it.
   *
   * @param rows with those of what waits in this epoch, and in no other
   * @param places takes where these are
   */
  EpochContents contents(GroupState state, Rows rows, Places places) {
    ProposalQueue proposals = new ProposalQueue();
    rows.forEach(
        RowKind.PROPOSAL,
        StoredProposal::read,
        (key, stored) -> {
          SentProposal sent =
              new SentProposal(stored.proposal(), stored.sender(), stored.own().map(this::update));
          proposals.add(new QueuedProposal(stored.ref(), sent));
          if (stored.aside()) {
            proposals.setAside(stored.ref());
          }
          places.proposals().put(stored.ref(), key.index());
        });
    List<OpenCommit> pending = new ArrayList<>();
    rows.forEach(
        RowKind.PENDING_COMMIT,
        StoredCommit::read,
        (key, stored) -> {
          OpenCommit commit = pending(state, stored, rows);
          pending.add(commit);
          places.pending().put(commit, key.index());
        });
    Set<Bytes> givenUp = new LinkedHashSet<>();
    rows.forEach(
        RowKind.GIVEN_UP, r -> r.opaque("confirmed_transcript_hash"), (key, h) -> givenUp.add(h));
    return new EpochContents(
        state,
        rows.optional(RowKind.ACCEPTED_COMMIT.key(), StoredAcceptedCommit::read),
        proposals,
        pending,
        givenUp);
  }

  /** In which rows things stand. */
  record Places(Map<ProposalRef, Integer> proposals, Map<OpenCommit, Integer> pending) {
    Places() {
      this(new HashMap<>(), new HashMap<>());
    }
  }

  private GroupState state(Head head, RatchetTree tree, PathKeys pathKeys, Rows own, Rows trees) {
    long epoch = head.context().epoch();
    if (!tree.rootHash().equals(head.context().treeHash())) {
      throw own.damaged("the tree is not that of epoch " + epoch);
    }
    return new GroupState(
        client.withIdentity(identity(head.identity())),
        head.context(),
        tree,
        new OwnLeaf(head.leaf(), key(head.leafKey())),
        pathKeys,
        own.one(RowKind.SECRETS.key(), StoredSecrets::read),
        StoredSecretTree.read(client, trees, epoch, tree.size(), RatchetType.values()),
        head.confirmationTag(),
        head.suspendedBy());
  }

  private Head head(Rows rows) {
    CipherSuite suite = client.suite();
    Head head = rows.one(RowKind.HEAD.key(), Head::read);
    if (!head.context().cipherSuite().equals(suite.id())) {
      throw rows.damaged("the group is of suite " + head.context().cipherSuite());
    }
    return head;
  }

  private OpenCommit pending(GroupState state, StoredCommit stored, Rows rows) {
    try (RowChanges changes = stored.changes();
        Rows next = rows.of(changes)) {
      return new OpenCommit(
          new CreatedCommit(
              stored.message(), stored.welcomes(), state(state, changes, next), stored.effects()),
          stored.authenticatedData());
    }
  }

  private OwnUpdate update(StoredProposal.StoredUpdate stored) {
    return new OwnUpdate(key(stored.leafKey()), identity(stored.identity()));
  }

  private Identity identity(StoredIdentity stored) {
    return new Identity(
        stored.signatureKey().equals(client.signatureKey().ref())
            ? client.signatureKey()
            : key(stored.signatureKey()),
        stored.credential());
  }

  private VaultKey key(KeyRef ref) {
    return client.vault().find(ref).orElseThrow(() -> new KeyDestroyedException(ref));
  }
}
