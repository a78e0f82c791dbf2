package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A change that a Commit may make (RFC 9420 §12.1).
 *
 * <pre>
 * struct {
 *     ProposalType proposal_type;
 *     select (Proposal.proposal_type) {
 *         case add:                      Add;
 *         case update:                   Update;
 *         case remove:                   Remove;
 *         case psk:                      PreSharedKey;
 *         case reinit:                   ReInit;
 *         case external_init:            ExternalInit;
 *         case group_context_extensions: GroupContextExtensions;
 *     };
 * } Proposal;
 * </pre>
 */
public sealed interface Proposal extends Content
    permits Add,
        Update,
        Remove,
        PreSharedKey,
        ReInit,
        ExternalInit,
        GroupContextExtensions,
        CustomProposal {
  ProposalType proposalType();

  /** Writes the selected struct without the type before it. */
  void writeBody(TlsWriter w);

  static Proposal read(TlsReader r) {
    ProposalType type = ProposalType.read(r);
    return switch (type.value()) {
      case 0x0001 -> Add.read(r);
      case 0x0002 -> Update.read(r);
      case 0x0003 -> Remove.read(r);
      case 0x0004 -> PreSharedKey.read(r);
      case 0x0005 -> ReInit.read(r);
      case 0x0006 -> ExternalInit.read(r);
      case 0x0007 -> GroupContextExtensions.read(r);
      default -> CustomProposal.read(r, type);
    };
  }

  @Override
  default void write(TlsWriter w) {
    w.struct(proposalType());
    writeBody(w);
  }

  @Override
  default ContentType contentType() {
    return ContentType.PROPOSAL;
  }
}
