package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.OpenCommit;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.group.PastEpoch;
import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.ratchet.SecretTreeLog;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.tree.Roster;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ProposalRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what has changed in a group since it was written last: of a tree the nodes that are others,
 * of a secret tree what was derived or used. So a Commit costs the rows of its path and not the
 * tree. Confined like the group.
 */
final class GroupWriter {
  private Optional<GroupState> state = Optional.empty();
  private final Map<ProposalRef, StoredPlace> proposals = new HashMap<>();
  private final Map<OpenCommit, Integer> pending = new LinkedHashMap<>();
  private final Set<Long> past = new HashSet<>();
  private final Set<Long> origins = new HashSet<>();
  private int nextIndex;
  private boolean hasAccepted;

  /** Where a proposal stands, and as what. */
  private record StoredPlace(int index, boolean aside) {}

  /** Takes what was read as what is written. */
  void read(
      GroupContents contents,
      Map<ProposalRef, Integer> proposalIndices,
      Map<OpenCommit, Integer> pendingIndices) {
    state = contents.current();
    hasAccepted = contents.accepted().isPresent();
    proposalIndices.forEach(
        (ref, index) ->
            proposals.put(ref, new StoredPlace(index, contents.proposals().isAside(ref))));
    pending.putAll(pendingIndices);
    contents.past().kept().forEach(epoch -> past.add(epoch.context().epoch()));
    originsOf(contents).forEach(origin -> origins.add(origin.context().epoch()));
    proposalIndices.values().forEach(this::taken);
    pendingIndices.values().forEach(this::taken);
  }

  /** What to write; it counts as written from here on. The group is not at its end. */
  RowChanges changes(GroupContents contents) {
    RowChanges out = new RowChanges();
    GroupState now = contents.state();
    boolean entered = state.filter(now::equals).isEmpty();
    if (entered) {
      state.ifPresent(before -> endSecretTree(before, out));
      now.secretTree().store(now.self().index(), true);
      epoch(state, now, out);
      if (state.isEmpty()) {
        contents
            .inviter()
            .ifPresent(inviter -> out.put(RowKind.INVITER.key(), new StoredInviter(inviter)));
      }
      accepted(contents, out);
      state = Optional.of(now);
    } else {
      secretTree(now.context().epoch(), now.secretTree(), out);
    }
    proposals(contents, out);
    pending(contents, out);
    past(contents, out);
    return out;
  }

  private void accepted(GroupContents contents, RowChanges out) {
    RowKey key = RowKind.ACCEPTED_COMMIT.key();
    boolean was = hasAccepted;
    hasAccepted = contents.accepted().isPresent();
    if (hasAccepted) {
      out.put(key, new StoredAcceptedCommit(contents.accepted().get()));
    } else if (was) {
      out.delete(key);
    }
  }

  /** The rows that change from one epoch to the next; the tree of the next is stored from here. */
  private static void epoch(Optional<GroupState> before, GroupState after, RowChanges out) {
    out.put(RowKind.HEAD.key(), Head.of(after));
    out.put(RowKind.SECRETS.key(), new StoredSecrets(after.secrets()));
    after
        .tree()
        .forEachChange(
            before.map(GroupState::tree),
            (index, node) -> out.set(RowKind.NODE.key(index), node.map(GroupWriter::encode)));
    after
        .pathKeys()
        .forEachChange(
            before.map(GroupState::pathKeys),
            (index, secret) -> out.set(RowKind.PATH_KEY.key(index), secret));
    secretTree(after.context().epoch(), after.secretTree(), out);
  }

  /** What of an epoch is left is in the window of past epochs, or nothing is. */
  private static void endSecretTree(GroupState before, RowChanges out) {
    long epoch = before.context().epoch();
    out.deleteAll(RowKind.HANDSHAKE_RATCHET, epoch);
    before.secretTree().writeChanges(new TreeRows(epoch, out));
  }

  private static void secretTree(long epoch, SecretTree tree, RowChanges out) {
    tree.writeChanges(new TreeRows(epoch, out));
  }

  private void proposals(GroupContents contents, RowChanges out) {
    Map<ProposalRef, QueuedProposal> now = new LinkedHashMap<>();
    contents
        .proposals()
        .known()
        .forEach((ref, sent) -> now.put(ref, new QueuedProposal(ref, sent)));
    proposals
        .entrySet()
        .removeIf(
            old -> {
              boolean gone = !now.containsKey(old.getKey());
              if (gone) {
                out.delete(RowKind.PROPOSAL.key(old.getValue().index()));
              }
              return gone;
            });
    now.forEach(
        (ref, queued) -> {
          boolean aside = contents.proposals().isAside(ref);
          StoredPlace old = proposals.get(ref);
          if (old == null || old.aside() != aside) {
            int index = old == null ? nextIndex++ : old.index();
            out.put(RowKind.PROPOSAL.key(index), StoredProposal.of(queued, aside));
            proposals.put(ref, new StoredPlace(index, aside));
          }
        });
  }

  private void pending(GroupContents contents, RowChanges out) {
    List<OpenCommit> now = contents.pending();
    pending
        .entrySet()
        .removeIf(
            old -> {
              boolean gone = !now.contains(old.getKey());
              if (gone) {
                out.delete(RowKind.PENDING_COMMIT.key(old.getValue()));
              }
              return gone;
            });
    for (OpenCommit commit : now) {
      if (!pending.containsKey(commit)) {
        pending.put(commit, nextIndex);
        out.put(RowKind.PENDING_COMMIT.key(nextIndex++), waiting(contents.state(), commit));
      }
    }
  }

  private static StoredCommit waiting(GroupState now, OpenCommit commit) {
    GroupState next = commit.created().next();
    RowChanges changes = new RowChanges();
    next.secretTree().store(next.self().index(), true);
    epoch(Optional.of(now), next, changes);
    return new StoredCommit(
        commit.created().message(),
        commit.created().welcomes(),
        commit.authenticatedData(),
        commit.created().effects(),
        changes);
  }

  /** Epochs that are over come and go as a queue; each has the leaves that the one after lacks. */
  private void past(GroupContents contents, RowChanges out) {
    TreeMap<Long, Roster> rosters = new TreeMap<>(Long::compareUnsigned);
    Map<Long, PastEpoch> epochs = new HashMap<>();
    Map<Long, Origin> psks = new HashMap<>();
    for (PastEpoch epoch : contents.past().kept()) {
      epochs.put(epoch.context().epoch(), epoch);
      rosters.put(epoch.context().epoch(), epoch.roster());
    }
    for (Origin origin : originsOf(contents)) {
      psks.put(origin.context().epoch(), origin);
      rosters.put(origin.context().epoch(), origin.roster());
    }
    Set<Long> known = new HashSet<>(past);
    known.addAll(origins);
    for (Long epoch : known) {
      forget(epoch, epochs.containsKey(epoch), psks.containsKey(epoch), out);
    }
    rosters.forEach(
        (number, roster) -> {
          if (!known.contains(number)) {
            Map.Entry<Long, Roster> later = rosters.higherEntry(number);
            leaves(
                number,
                roster.changesFrom(
                    later == null ? Roster.of(contents.state().tree()) : later.getValue()),
                out);
          }
        });
    epochs.forEach(
        (number, epoch) -> {
          if (past.add(number)) {
            out.put(RowKind.PAST_EPOCH.key(number), StoredPastEpoch.of(epoch));
          }
          secretTree(number, epoch.secretTree(), out);
        });
    psks.forEach(
        (number, origin) -> {
          if (origins.add(number)) {
            out.put(RowKind.RESUMPTION.key(number), StoredOrigin.of(origin));
          }
        });
  }

  private void forget(long epoch, boolean keepsMessages, boolean keepsPsk, RowChanges out) {
    if (!keepsMessages && past.remove(epoch)) {
      out.delete(RowKind.PAST_EPOCH.key(epoch));
      out.deleteAll(RowKind.APPLICATION_RATCHET, epoch);
      out.deleteAll(RowKind.SECRET_NODE, epoch);
    }
    if (!keepsPsk && origins.remove(epoch)) {
      out.delete(RowKind.RESUMPTION.key(epoch));
    }
    if (!keepsMessages && !keepsPsk) {
      out.deleteAll(RowKind.PAST_LEAF, epoch);
    }
  }

  private static void leaves(
      long epoch, Map<LeafIndex, Optional<LeafNode>> changes, RowChanges out) {
    changes.forEach(
        (index, leaf) ->
            out.put(
                RowKind.PAST_LEAF.key(epoch, index), new TlsWriter().optional(leaf).toSecret()));
  }

  /** The epochs before the current one whose resumption PSK is kept. */
  private static List<Origin> originsOf(GroupContents contents) {
    GroupState now = contents.state();
    List<Origin> before = new ArrayList<>(now.client().psks().kept(now.context().groupId()));
    before.removeIf(origin -> origin.context().epoch() == now.context().epoch());
    return before;
  }

  private void taken(int index) {
    nextIndex = Math.max(nextIndex, index + 1);
  }

  private static Secret encode(Node node) {
    TlsWriter w = new TlsWriter();
    node.writeTagged(w);
    return w.toSecret();
  }

  /** The changes of a secret tree as rows. */
  private record TreeRows(long epoch, RowChanges out) implements SecretTreeLog.Sink {
    @Override
    public void node(NodeIndex node, Optional<Secret> secret) {
      out.set(RowKind.SECRET_NODE.key(epoch, node), secret);
    }

    @Override
    public void ratchet(RatchetType type, LeafIndex sender, Optional<Secret> encoded) {
      out.set(RowKind.of(type).key(epoch, sender), encoded);
    }
  }
}
