package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import java.util.List;
import java.util.Optional;

/** What is public of one epoch of a group, as a value: it outlives the epoch's secrets. */
public final class Epoch {
  private final GroupContext context;
  private final RatchetTree tree;
  private final LeafIndex self;
  private final Bytes authenticator;

  private Epoch(GroupContext context, RatchetTree tree, LeafIndex self, Bytes authenticator) {
    this.context = context;
    this.tree = tree;
    this.self = self;
    this.authenticator = authenticator;
  }

  static Epoch of(GroupState state) {
    return new Epoch(
        state.context(), state.tree(), state.self().index(), state.epochAuthenticator());
  }

  public GroupId groupId() {
    return context.groupId();
  }

  /** The number of the epoch, an unsigned 64-bit number. */
  public long number() {
    return context.epoch();
  }

  public CipherSuiteId suite() {
    return context.cipherSuite();
  }

  /** What all members agree on (RFC 9420 §8.1). */
  public GroupContext context() {
    return context;
  }

  /** All members, from the left of the tree. */
  public List<Member> members() {
    return Member.of(tree);
  }

  public Optional<Member> member(LeafIndex index) {
    return tree.leaf(index).map(leaf -> Member.of(new dev.claviger.mls.group.Seat(index, leaf)));
  }

  /** Ourselves. */
  public Member self() {
    return member(self).orElseThrow();
  }

  /** Equal for all members, if nobody is impersonated (RFC 9420 §8.7). */
  public Bytes authenticator() {
    return authenticator;
  }

  @Override
  public String toString() {
    return "epoch " + Long.toUnsignedString(number()) + " of group " + groupId();
  }
}
