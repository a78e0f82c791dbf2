package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The vault keys of a group that is kept and not in memory.
 *
 * @param active of its current epoch
 * @param pending of what may become the next, and of epochs that the group can go back to
 */
public record KeyNames(Map<KeyRef, KeyPurpose> active, Map<KeyRef, KeyPurpose> pending) {
  /** Looks into the rows for names alone: no key is asked for, and no tree is made. */
  static KeyNames read(Rows rows) {
    KeyNames names = new KeyNames(new LinkedHashMap<>(), new LinkedHashMap<>());
    rows.optional(RowKind.HEAD.key(), Head::read).ifPresent(head -> add(head, names.active));
    names.addWaiting(rows);
    rows.forEach(
        RowKind.KEPT_EPOCH,
        StoredKeptEpoch::read,
        (key, kept) -> {
          try (RowChanges changes = kept.changes();
              Rows own = rows.of(changes)) {
            add(own.one(RowKind.HEAD.key(), Head::read), names.pending);
            names.addWaiting(own);
          }
        });
    return names;
  }

  private void addWaiting(Rows rows) {
    rows.forEach(
        RowKind.PROPOSAL,
        StoredProposal::read,
        (key, proposal) ->
            proposal
                .own()
                .ifPresent(
                    own -> {
                      pending.put(own.leafKey(), KeyPurpose.LEAF);
                      pending.put(own.identity().signatureKey(), KeyPurpose.SIGNATURE);
                    }));
    rows.forEach(
        RowKind.PENDING_COMMIT,
        StoredCommit::read,
        (key, commit) -> {
          try (RowChanges changes = commit.changes();
              Rows next = rows.of(changes)) {
            add(next.one(RowKind.HEAD.key(), Head::read), pending);
          }
        });
  }

  private static void add(Head head, Map<KeyRef, KeyPurpose> to) {
    to.put(head.identity().signatureKey(), KeyPurpose.SIGNATURE);
    to.put(head.leafKey(), KeyPurpose.LEAF);
  }
}
