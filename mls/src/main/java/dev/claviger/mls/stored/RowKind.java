package dev.claviger.mls.stored;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.spi.RowKey;

/** What the rows of a group hold. The codes stand in stored data and do not change. */
enum RowKind {
  /** {@link Head}. */
  HEAD(1),
  /** {@link StoredSecrets} of the current epoch. */
  SECRETS(2),
  /** A node of the current tree, by node. */
  NODE(3),
  /** The node secret of a key of our direct path, by node. */
  PATH_KEY(4),
  /** A secret of a secret tree, by epoch and node. */
  SECRET_NODE(5),
  /** A ratchet, by epoch and leaf. */
  HANDSHAKE_RATCHET(6),
  /** A ratchet, by epoch and leaf. */
  APPLICATION_RATCHET(7),
  /** {@link StoredProposal} of the current epoch, in the order in which they came. */
  PROPOSAL(8),
  /** {@link StoredCommit}: one of ours that waits. */
  PENDING_COMMIT(9),
  /** {@link StoredPastEpoch}, by epoch. */
  PAST_EPOCH(10),
  /** {@link StoredOrigin}: the resumption PSK of a past epoch, by epoch. */
  RESUMPTION(11),
  /** A leaf of a past epoch that another took the place of in the one after, by epoch and leaf. */
  PAST_LEAF(12),
  /** {@link StoredInviter}. */
  INVITER(13),
  /** The name of a key to be destroyed in its vault. */
  DOOMED_KEY(14),
  /** {@link StoredAcceptedCommit}: that of ours that began the current epoch. */
  ACCEPTED_COMMIT(15),
  /** {@link StoredKeptEpoch}, by epoch. */
  KEPT_EPOCH(16),
  /**
   * The confirmed transcript hash of an epoch that followed the current one and was given up; in
   * {@code opaque<V>}.
   */
  GIVEN_UP(17),
  /** {@link SharedLeaf}. */
  SHARED_LEAF(18);

  private final int code;

  RowKind(int code) {
    this.code = code;
  }

  static RowKind of(RatchetType type) {
    return type == RatchetType.HANDSHAKE ? HANDSHAKE_RATCHET : APPLICATION_RATCHET;
  }

  int code() {
    return code;
  }

  RowKey key() {
    return new RowKey(code, 0, 0);
  }

  RowKey key(int index) {
    return new RowKey(code, 0, index);
  }

  RowKey key(NodeIndex node) {
    return key(node.value());
  }

  RowKey key(long epoch) {
    return new RowKey(code, epoch, 0);
  }

  RowKey key(long epoch, NodeIndex node) {
    return new RowKey(code, epoch, node.value());
  }

  RowKey key(long epoch, LeafIndex leaf) {
    return new RowKey(code, epoch, leaf.value());
  }
}
