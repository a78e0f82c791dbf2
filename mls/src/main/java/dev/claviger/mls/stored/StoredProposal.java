package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.OwnUpdate;
import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.Sender;
import java.util.Optional;

/**
 * A proposal of the current epoch.
 *
 * <pre>
 * struct {
 *     KeyRef leaf_key;
 *     StoredIdentity identity;
 * } StoredUpdate;
 *
 * struct {
 *     ProposalRef ref;
 *     Proposal proposal;
 *     Sender sender;
 *     uint8 aside;
 *     optional&lt;StoredUpdate&gt; own;
 * } StoredProposal;
 * </pre>
 *
 * @param aside whether our Commits leave it out
 * @param own what an Update of ours holds ready
 */
record StoredProposal(
    ProposalRef ref, Proposal proposal, Sender sender, boolean aside, Optional<StoredUpdate> own)
    implements TlsStruct {
  /** The names of what an Update of ours holds ready. */
  record StoredUpdate(KeyRef leafKey, StoredIdentity identity) implements TlsStruct {
    static StoredUpdate of(OwnUpdate own) {
      return new StoredUpdate(own.leafKey().ref(), StoredIdentity.of(own.identity()));
    }

    static StoredUpdate read(TlsReader r) {
      return new StoredUpdate(
          StoredIdentity.readRef(r, "StoredUpdate.leaf_key"), StoredIdentity.read(r));
    }

    @Override
    public void write(TlsWriter w) {
      StoredIdentity.write(leafKey, w);
      w.struct(identity);
    }
  }

  static StoredProposal of(QueuedProposal queued, boolean aside) {
    SentProposal sent = queued.sent();
    return new StoredProposal(
        queued.ref(), sent.proposal(), sent.sender(), aside, sent.own().map(StoredUpdate::of));
  }

  static StoredProposal read(TlsReader r) {
    return new StoredProposal(
        ProposalRef.read(r),
        Proposal.read(r),
        Sender.read(r),
        r.uint8("StoredProposal.aside") != 0,
        r.optional("StoredProposal.own", StoredUpdate::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(ref).struct(proposal).struct(sender).uint8(aside ? 1 : 0).optional(own);
  }
}
