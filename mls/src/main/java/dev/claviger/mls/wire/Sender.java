package dev.claviger.mls.wire;

import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;

/**
 * Who sends a framed message (RFC 9420 §6).
 *
 * <pre>
 * enum {
 *     reserved(0),
 *     member(1),
 *     external(2),
 *     new_member_proposal(3),
 *     new_member_commit(4),
 *     (255)
 * } SenderType;
 *
 * struct {
 *     SenderType sender_type;
 *     select (Sender.sender_type) {
 *         case member:
 *             uint32 leaf_index;
 *         case external:
 *             uint32 sender_index;
 *         case new_member_commit:
 *         case new_member_proposal:
 *             struct{};
 *     };
 * } Sender;
 * </pre>
 */
public sealed interface Sender extends TlsStruct {
  record Member(LeafIndex leafIndex) implements Sender {}

  /** The index is into the group's {@code external_senders}, unsigned. */
  record External(int senderIndex) implements Sender {}

  record NewMemberProposal() implements Sender {}

  record NewMemberCommit() implements Sender {}

  static Sender read(TlsReader r) {
    int type = r.uint8("Sender.sender_type");
    return switch (type) {
      case 1 -> new Member(new LeafIndex(r.uint32("Sender.leaf_index")));
      case 2 -> new External(r.uint32("Sender.sender_index"));
      case 3 -> new NewMemberProposal();
      case 4 -> new NewMemberCommit();
      default -> throw DecodeException.unknownSelector("Sender.sender_type", type);
    };
  }

  @Override
  default void write(TlsWriter w) {
    if (this instanceof Member member) {
      w.uint8(1).uint32(member.leafIndex().value());
    } else if (this instanceof External external) {
      w.uint8(2).uint32(external.senderIndex());
    } else if (this instanceof NewMemberProposal) {
      w.uint8(3);
    } else if (this instanceof NewMemberCommit) {
      w.uint8(4);
    }
  }
}
