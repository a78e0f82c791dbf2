package dev.claviger.mls;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.group.Seat;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.Credential;
import java.util.ArrayList;
import java.util.List;

/**
 * A member of a group in one epoch. The index identifies it in that epoch only (RFC 9420 §5.3.3).
 */
public record Member(
    LeafIndex index,
    Credential credential,
    SignaturePublicKey signatureKey,
    Capabilities capabilities) {

  static Member of(Seat seat) {
    return new Member(
        seat.index(),
        seat.leaf().credential(),
        seat.leaf().signatureKey(),
        seat.leaf().capabilities());
  }

  static List<Member> of(List<Seat> seats) {
    return Lists.map(seats, Member::of);
  }

  static List<Member> of(RatchetTree tree) {
    List<Member> members = new ArrayList<>();
    tree.forEachLeaf((index, leaf) -> members.add(of(new Seat(index, leaf))));
    return List.copyOf(members);
  }
}
