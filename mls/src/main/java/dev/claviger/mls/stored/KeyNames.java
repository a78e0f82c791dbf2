package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The vault keys of a group that is kept and not in memory.
 *
 * @param active of its current epoch
 * @param pending of what may become the next
 */
public record KeyNames(Map<KeyRef, KeyPurpose> active, Map<KeyRef, KeyPurpose> pending) {
  /** Looks into the rows for names alone: no key is asked for, and no tree is made. */
  static KeyNames read(Rows rows) {
    KeyNames names = new KeyNames(new LinkedHashMap<>(), new LinkedHashMap<>());
    rows.optional(RowKind.HEAD.key(), Head::read).ifPresent(head -> add(head, names.active));
    rows.forEach(
        RowKind.PROPOSAL,
        StoredProposal::read,
        (key, proposal) ->
            proposal
                .own()
                .ifPresent(
                    own -> {
                      names.pending.put(own.leafKey(), KeyPurpose.LEAF);
                      names.pending.put(own.identity().signatureKey(), KeyPurpose.SIGNATURE);
                    }));
    rows.forEach(
        RowKind.PENDING_COMMIT,
        StoredCommit::read,
        (key, commit) -> {
          try (RowChanges changes = commit.changes();
              Rows next = rows.with(changes)) {
            add(next.one(RowKind.HEAD.key(), Head::read), names.pending);
          }
        });
    return names;
  }

  private static void add(Head head, Map<KeyRef, KeyPurpose> to) {
    to.put(head.identity().signatureKey(), KeyPurpose.SIGNATURE);
    to.put(head.leafKey(), KeyPurpose.LEAF);
  }
}
