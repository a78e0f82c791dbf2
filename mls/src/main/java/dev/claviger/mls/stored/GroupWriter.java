package dev.claviger.mls.stored;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.EpochContents;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.KeptEpoch;
import dev.claviger.mls.group.OpenCommit;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.group.PastEpoch;
import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.ratchet.SecretTreeLog;
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
  private final Set<Long> kept = new HashSet<>();
  private final Set<Long> origins = new HashSet<>();

  /** The epochs whose secret trees have rows. */
  private final Set<Long> trees = new HashSet<>();

  private Set<Bytes> givenUp = Set.of();
  private int nextIndex;
  private boolean hasAccepted;

  /** Where a proposal stands, and as what. */
  private record StoredPlace(int index, boolean aside) {}

  /** Takes what was read as what is written. */
  void read(GroupContents contents, EpochRows.Places places) {
    state = contents.current();
    hasAccepted = contents.accepted().isPresent();
    givenUp = contents.epoch().givenUp();
    places
        .proposals()
        .forEach(
            (ref, index) ->
                proposals.put(ref, new StoredPlace(index, contents.proposals().isAside(ref))));
    pending.putAll(places.pending());
    contents.past().kept().forEach(epoch -> past.add(epoch.context().epoch()));
    contents.kept().forEach(epoch -> kept.add(epoch.number()));
    originsOf(contents).forEach(origin -> origins.add(origin.context().epoch()));
    trees.addAll(secretTrees(contents).keySet());
    places.proposals().values().forEach(this::taken);
    places.pending().values().forEach(this::taken);
  }

  /** What to write; it counts as written from here on. The group is not at its end. */
  RowChanges changes(GroupContents contents) {
    RowChanges out = new RowChanges();
    GroupState now = contents.state();
    if (state.filter(now::equals).isEmpty()) {
      if (!trees.contains(now.context().epoch())) { // else the group has gone back to it
        now.secretTree().store(now.self().index(), true);
      }
      epoch(state, now, out);
      if (state.isEmpty()) {
        contents
            .inviter()
            .ifPresent(inviter -> out.put(RowKind.INVITER.key(), new StoredInviter(inviter)));
      }
      accepted(contents, out);
      givenUp(contents, out);
      state = Optional.of(now);
    }
    proposals(contents, out);
    pending(contents, out);
    past(contents, out);
    kept(contents, out);
    secretTrees(contents, out);
    return out;
  }

  private void accepted(GroupContents contents, RowChanges out) {
    boolean was = hasAccepted;
    hasAccepted = contents.accepted().isPresent();
    if (hasAccepted) {
      out.put(RowKind.ACCEPTED_COMMIT.key(), new StoredAcceptedCommit(contents.accepted().get()));
    } else if (was) {
      out.delete(RowKind.ACCEPTED_COMMIT.key());
    }
  }

  private void givenUp(GroupContents contents, RowChanges out) {
    for (int i = 0; i < givenUp.size(); i++) {
      out.delete(RowKind.GIVEN_UP.key(i));
    }
    givenUp = contents.epoch().givenUp();
    put(givenUp, out);
  }

  private static void put(Set<Bytes> givenUp, RowChanges out) {
    int index = 0;
    for (Bytes hash : givenUp) {
      out.put(RowKind.GIVEN_UP.key(index++), new TlsWriter().opaque(hash).toSecret());
    }
  }

  /** Epochs to go back to, each as what undoes the step to the one after it. */
  private void kept(GroupContents contents, RowChanges out) {
    List<KeptEpoch> now = contents.kept();
    kept.removeIf(
        number -> {
          boolean gone = now.stream().noneMatch(epoch -> epoch.number() == number);
          if (gone) {
            out.delete(RowKind.KEPT_EPOCH.key(number));
          }
          return gone;
        });
    GroupState later = contents.state();
    for (KeptEpoch epoch : now) {
      if (kept.add(epoch.number())) {
        try (RowChanges undo = undo(later, epoch.contents())) {
          out.put(RowKind.KEPT_EPOCH.key(epoch.number()), StoredKeptEpoch.of(epoch, undo));
        }
      }
      later = epoch.contents().state();
    }
  }

  private static RowChanges undo(GroupState later, EpochContents earlier) {
    RowChanges undo = new RowChanges();
    epoch(Optional.of(later), earlier.state(), undo);
    earlier
        .accepted()
        .ifPresent(a -> undo.put(RowKind.ACCEPTED_COMMIT.key(), new StoredAcceptedCommit(a)));
    put(earlier.givenUp(), undo);
    int index = 0;
    for (Map.Entry<ProposalRef, SentProposal> one : earlier.proposals().known().entrySet()) {
      undo.put(
          RowKind.PROPOSAL.key(index++),
          StoredProposal.of(
              new QueuedProposal(one.getKey(), one.getValue()),
              earlier.proposals().isAside(one.getKey())));
    }
    for (OpenCommit commit : earlier.pending()) {
      undo.put(RowKind.PENDING_COMMIT.key(index++), waiting(earlier.state(), commit));
    }
    return undo;
  }

  private void secretTrees(GroupContents contents, RowChanges out) {
    Map<Long, SecretTree> now = secretTrees(contents);
    trees.removeIf(
        epoch -> {
          boolean gone = !now.containsKey(epoch);
          if (gone) {
            out.deleteAll(RowKind.SECRET_NODE, epoch);
            out.deleteAll(RowKind.HANDSHAKE_RATCHET, epoch);
            out.deleteAll(RowKind.APPLICATION_RATCHET, epoch);
          }
          return gone;
        });
    trees.addAll(now.keySet());
    now.forEach((epoch, tree) -> tree.writeChanges(new TreeRows(epoch, out)));
  }

  private static Map<Long, SecretTree> secretTrees(GroupContents contents) {
    Map<Long, SecretTree> now = new LinkedHashMap<>();
    contents.past().kept().forEach(past -> now.put(past.context().epoch(), past.secretTree()));
    contents.kept().forEach(kept -> now.put(kept.number(), kept.contents().state().secretTree()));
    GroupState current = contents.state();
    now.put(current.context().epoch(), current.secretTree());
    return now;
  }

  /** The rows that change from one epoch to another, but for those of its secret tree. */
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
    next.secretTree().writeChanges(new TreeRows(next.context().epoch(), changes));
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
                    later == null ? contents.state().tree().roster() : later.getValue()),
                out);
          }
        });
    epochs.forEach(
        (number, epoch) -> {
          if (past.add(number)) {
            out.put(RowKind.PAST_EPOCH.key(number), StoredPastEpoch.of(epoch));
          }
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
