package dev.claviger.mls.stored;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.CreatedCommit;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.Identity;
import dev.claviger.mls.group.Inviter;
import dev.claviger.mls.group.OpenCommit;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.group.OwnLeaf;
import dev.claviger.mls.group.OwnUpdate;
import dev.claviger.mls.group.ProposalQueue;
import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.Roster;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ProposalRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of the rows of a group what they were written of. */
final class GroupReader {
  private final ClientContext client;
  private final Rows rows;

  GroupReader(ClientContext client, Rows rows) {
    this.client = client;
    this.rows = rows;
  }

  /**
   * @param writer takes what is read as written
   * @throws dev.claviger.mls.spi.StoreDamagedException if the rows do not fit together
   * @throws KeyDestroyedException if a key of ours is not in the vault
   */
  GroupContents read(GroupWriter writer) {
    GroupState state = state(client, rows);
    Map<ProposalRef, Integer> proposalIndices = new HashMap<>();
    Map<OpenCommit, Integer> pendingIndices = new LinkedHashMap<>();
    ProposalQueue proposals = proposals(proposalIndices);
    rows.forEach(
        RowKind.PENDING_COMMIT,
        StoredCommit::read,
        (key, stored) -> pendingIndices.put(pending(stored), key.index()));
    Optional<Inviter> inviter = rows.optional(RowKind.INVITER.key(), StoredInviter::read);
    Past past = new Past(client, rows, Roster.of(state.tree()));
    List<Origin> origins = past.origins();
    origins.add(Origin.of(state));
    client.psks().restored(state.context().groupId(), origins);
    GroupContents contents =
        new GroupContents(
            state,
            inviter,
            proposals,
            List.copyOf(pendingIndices.keySet()),
            past.epochs(),
            rows.optional(RowKind.ACCEPTED_COMMIT.key(), StoredAcceptedCommit::read));
    state.secretTree().store(state.self().index(), false);
    writer.read(contents, proposalIndices, pendingIndices);
    return contents;
  }

  private GroupState state(ClientContext base, Rows in) {
    Head head = in.one(RowKind.HEAD.key(), Head::read);
    CipherSuite suite = base.suite();
    if (!head.context().cipherSuite().equals(suite.id())) {
      throw in.damaged("the group is of suite " + head.context().cipherSuite());
    }
    RatchetTree tree = tree(suite, head, in);
    long epoch = head.context().epoch();
    return new GroupState(
        base.withIdentity(identity(head.identity())),
        head.context(),
        tree,
        new OwnLeaf(head.leaf(), key(head.leafKey())),
        pathKeys(base, tree, in),
        in.one(RowKind.SECRETS.key(), StoredSecrets::read),
        StoredSecretTree.read(base, in, epoch, tree.size(), RatchetType.values()),
        head.confirmationTag(),
        head.suspendedBy());
  }

  private static RatchetTree tree(CipherSuite suite, Head head, Rows in) {
    Map<NodeIndex, Node> nodes = new HashMap<>();
    in.forEach(
        RowKind.NODE, Node::readTagged, (key, node) -> nodes.put(new NodeIndex(key.index()), node));
    RatchetTree tree;
    try {
      tree = RatchetTree.restore(suite, head.nodeCount(), nodes);
    } catch (IllegalArgumentException e) {
      throw in.damaged("the nodes are no tree: " + e.getMessage());
    }
    if (!tree.rootHash().equals(head.context().treeHash())) {
      throw in.damaged("the tree is not that of epoch " + head.context().epoch());
    }
    return tree;
  }

  private static PathKeys pathKeys(ClientContext client, RatchetTree tree, Rows in) {
    Map<NodeIndex, Secret> nodeSecrets = new HashMap<>();
    in.forEach(
        RowKind.PATH_KEY,
        (key, secret) -> nodeSecrets.put(new NodeIndex(key.index()), secret.copy()));
    try {
      return PathKeys.restore(client.vault().derivedKeys(), tree, nodeSecrets);
    } catch (ValidationException e) {
      throw in.damaged("a path key is not that in the tree: " + e.getMessage());
    }
  }

  private ProposalQueue proposals(Map<ProposalRef, Integer> indices) {
    ProposalQueue queue = new ProposalQueue();
    rows.forEach(
        RowKind.PROPOSAL,
        StoredProposal::read,
        (key, stored) -> {
          SentProposal sent =
              new SentProposal(stored.proposal(), stored.sender(), stored.own().map(this::update));
          queue.add(new QueuedProposal(stored.ref(), sent));
          if (stored.aside()) {
            queue.setAside(stored.ref());
          }
          indices.put(stored.ref(), key.index());
        });
    return queue;
  }

  private OpenCommit pending(StoredCommit stored) {
    try (RowChanges changes = stored.changes();
        Rows next = rows.with(changes)) {
      return new OpenCommit(
          new CreatedCommit(
              stored.message(), stored.welcomes(), state(client, next), stored.effects()),
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
