package dev.claviger.mls.stored;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.AcceptedCommit;
import dev.claviger.mls.wire.MlsMessage;

/**
 * The Commit of ours that began the current epoch: a crash must not lose its Welcomes.
 *
 * <pre>
 * struct {
 *     MLSMessage message;
 *     MLSMessage welcomes&lt;V&gt;;
 * } StoredAcceptedCommit;
 * </pre>
 */
record StoredAcceptedCommit(AcceptedCommit commit) implements TlsStruct {
  static AcceptedCommit read(TlsReader r) {
    return new AcceptedCommit(
        MlsMessage.read(r), r.list("StoredAcceptedCommit.welcomes", MlsMessage::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(commit.message()).list(commit.welcomes());
  }
}
