package dev.claviger.mls.wire;

import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A proposal in a Commit, by value or by the hash of the message that proposed it (RFC 9420 §12.4).
 *
 * <pre>
 * enum {
 *   reserved(0),
 *   proposal(1),
 *   reference(2),
 *   (255)
 * } ProposalOrRefType;
 *
 * struct {
 *   ProposalOrRefType type;
 *   select (ProposalOrRef.type) {
 *     case proposal:  Proposal proposal;
 *     case reference: ProposalRef reference;
 *   };
 * } ProposalOrRef;
 * </pre>
 */
public sealed interface ProposalOrRef extends TlsStruct {
  record ByValue(Proposal proposal) implements ProposalOrRef {}

  record ByReference(ProposalRef reference) implements ProposalOrRef {}

  static ProposalOrRef read(TlsReader r) {
    int type = r.uint8("ProposalOrRef.type");
    return switch (type) {
      case 1 -> new ByValue(Proposal.read(r));
      case 2 -> new ByReference(ProposalRef.read(r));
      default -> throw DecodeException.unknownSelector("ProposalOrRef.type", type);
    };
  }

  @Override
  default void write(TlsWriter w) {
    if (this instanceof ByValue byValue) {
      w.uint8(1).struct(byValue.proposal());
    } else if (this instanceof ByReference byReference) {
      w.uint8(2).struct(byReference.reference());
    }
  }
}
