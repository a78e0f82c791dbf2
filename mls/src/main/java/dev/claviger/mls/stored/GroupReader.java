package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.EpochContents;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.KeptEpoch;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.ratchet.SecretTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes of the rows of a group what they were written of. */
final class GroupReader {
  private final ClientContext client;
  private final Rows rows;
  private final EpochRows epochs;

  GroupReader(ClientContext client, Rows rows) {
    this.client = client;
    this.rows = rows;
    this.epochs = new EpochRows(client);
  }

  /**
   * @param writer takes what is read as written
   * @throws dev.claviger.mls.spi.StoreDamagedException if the rows do not fit together
   * @throws KeyDestroyedException if a key of ours is not in the vault
   */
  GroupContents read(GroupWriter writer) {
    GroupState state = epochs.state(rows);
    EpochRows.Places places = new EpochRows.Places();
    EpochContents current = epochs.contents(state, rows, places);
    List<KeptEpoch> kept = kept(state);
    Map<Long, SecretTree> keptTrees = new HashMap<>();
    kept.forEach(epoch -> keptTrees.put(epoch.number(), epoch.contents().state().secretTree()));
    Past past = new Past(client, rows, state.tree().roster(), keptTrees);
    List<Origin> origins = past.origins();
    origins.add(Origin.of(state));
    client.psks().restored(state.context().groupId(), origins);
    GroupContents contents =
        new GroupContents(
            current,
            rows.optional(RowKind.INVITER.key(), StoredInviter::read),
            past.epochs(),
            kept);
    state.secretTree().store(state.self().index(), false);
    for (KeptEpoch epoch : kept) {
      GroupState left = epoch.contents().state();
      left.secretTree().store(left.self().index(), false);
    }
    writer.read(contents, places);
    return contents;
  }

  /** The latest first, each found from the one after it. */
  private List<KeptEpoch> kept(GroupState current) {
    TreeMap<Long, StoredKeptEpoch> stored = new TreeMap<>(Long::compareUnsigned);
    rows.forEach(
        RowKind.KEPT_EPOCH, StoredKeptEpoch::read, (key, row) -> stored.put(key.epoch(), row));
    List<KeptEpoch> kept = new ArrayList<>();
    GroupState later = current;
    for (StoredKeptEpoch row : stored.descendingMap().values()) {
      try (RowChanges changes = row.changes();
          Rows own = rows.of(changes)) {
        later = epochs.state(later, changes, rows);
        kept.add(
            new KeptEpoch(
                epochs.contents(later, own, new EpochRows.Places()), row.followed(), row.left()));
      }
    }
    return kept;
  }
}
