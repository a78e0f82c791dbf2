package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.rule.Rule;
import java.util.List;

/**
 * What all members of an epoch agree on (RFC 9420 §8.1).
 *
 * <pre>
 * struct {
 *     ProtocolVersion version = mls10;
 *     CipherSuite cipher_suite;
 *     opaque group_id&lt;V&gt;;
 *     uint64 epoch;
 *     opaque tree_hash&lt;V&gt;;
 *     opaque confirmed_transcript_hash&lt;V&gt;;
 *     Extension extensions&lt;V&gt;;
 * } GroupContext;
 * </pre>
 *
 * @param epoch an unsigned 64-bit number
 */
public record GroupContext(
    CipherSuiteId cipherSuite,
    GroupId groupId,
    long epoch,
    Bytes treeHash,
    Bytes confirmedTranscriptHash,
    List<Extension> extensions)
    implements TlsStruct {
  public GroupContext {
    extensions = List.copyOf(extensions);
  }

  public static GroupContext read(TlsReader r) {
    ProtocolVersion version = ProtocolVersion.read(r);
    if (!version.equals(ProtocolVersion.MLS10)) {
      throw new DecodeException(Rule.VERSION_IS_KNOWN, "GroupContext.version", version.toString());
    }
    return new GroupContext(
        ProviderStructs.readCipherSuite(r, "GroupContext.cipher_suite"),
        GroupId.read(r),
        r.uint64("GroupContext.epoch"),
        r.opaque("GroupContext.tree_hash"),
        r.opaque("GroupContext.confirmed_transcript_hash"),
        r.list("GroupContext.extensions", Extension::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(ProtocolVersion.MLS10);
    ProviderStructs.write(cipherSuite, w);
    w.struct(groupId).uint64(epoch).opaque(treeHash).opaque(confirmedTranscriptHash);
    w.list(extensions);
  }

  /** The provisional context of the next epoch (§12.4.1): the transcript hash is still the old. */
  public GroupContext provisional(Bytes nextTreeHash, List<Extension> nextExtensions) {
    return new GroupContext(
        cipherSuite, groupId, epoch + 1, nextTreeHash, confirmedTranscriptHash, nextExtensions);
  }

  public GroupContext withConfirmedTranscriptHash(Bytes hash) {
    return new GroupContext(cipherSuite, groupId, epoch, treeHash, hash, extensions);
  }
}
