package dev.claviger.mls.stored;

import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.group.PastEpoch;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.tree.Roster;
import dev.claviger.mls.wire.LeafNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What rows hold of the epochs that are over. */
final class Past {
  private final ClientContext client;
  private final Rows rows;
  private final Map<Long, SecretTree> keptTrees;
  private final TreeMap<Long, StoredPastEpoch> epochs = new TreeMap<>(Long::compareUnsigned);
  private final TreeMap<Long, StoredOrigin> origins = new TreeMap<>(Long::compareUnsigned);
  private final Map<Long, Roster> rosters = new HashMap<>();

  /**
   * @param current the members of the current epoch
   * @param keptTrees the secret trees of epochs that are kept, by epoch
   */
  Past(ClientContext client, Rows rows, Roster current, Map<Long, SecretTree> keptTrees) {
    this.client = client;
    this.rows = rows;
    this.keptTrees = keptTrees;
    rows.forEach(
        RowKind.PAST_EPOCH, StoredPastEpoch::read, (key, row) -> epochs.put(key.epoch(), row));
    rows.forEach(
        RowKind.RESUMPTION, StoredOrigin::read, (key, row) -> origins.put(key.epoch(), row));
    readRosters(current);
  }

  /** Those whose application data may still come, the latest first. */
  List<PastEpoch> epochs() {
    List<PastEpoch> read = new ArrayList<>();
    epochs.descendingMap().forEach((number, row) -> read.add(epoch(number, row)));
    return read;
  }

  /** Those whose resumption PSK is kept, the oldest first. */
  List<Origin> origins() {
    List<Origin> read = new ArrayList<>();
    origins.forEach(
        (number, row) ->
            read.add(
                new Origin(row.context(), rosters.get(number), row.resumptionPsk(), row.reInit())));
    return read;
  }

  private PastEpoch epoch(long number, StoredPastEpoch row) {
    Roster roster = rosters.get(number);
    SecretTree kept = keptTrees.get(number);
    PastEpoch epoch =
        new PastEpoch(
            client,
            row.context(),
            roster,
            row.self(),
            row.senderDataSecret(),
            kept == null ? tree(number, roster) : kept,
            row.left());
    if (kept == null) {
      epoch.ownTree();
    }
    return epoch;
  }

  private SecretTree tree(long number, Roster roster) {
    SecretTree left =
        StoredSecretTree.read(
            client, rows, number, new TreeSize(roster.leafCount()), RatchetType.APPLICATION);
    left.storeReceiving();
    return left;
  }

  /** The members of each epoch are found from those of the one after it. */
  private void readRosters(Roster current) {
    TreeMap<Long, Integer> sizes = new TreeMap<>(Long::compareUnsigned);
    epochs.forEach((number, row) -> sizes.put(number, row.leafCount()));
    origins.forEach((number, row) -> sizes.put(number, row.leafCount()));
    Map<Long, Map<LeafIndex, Optional<LeafNode>>> changes = new HashMap<>();
    rows.forEach(
        RowKind.PAST_LEAF,
        r -> r.optional("leaf", LeafNode::read),
        (key, leaf) ->
            changes
                .computeIfAbsent(key.epoch(), epoch -> new HashMap<>())
                .put(new LeafIndex(key.index()), leaf));
    Roster later = current;
    for (Map.Entry<Long, Integer> epoch : sizes.descendingMap().entrySet()) {
      later = later.earlier(epoch.getValue(), changes.getOrDefault(epoch.getKey(), Map.of()));
      rosters.put(epoch.getKey(), later);
    }
  }
}
