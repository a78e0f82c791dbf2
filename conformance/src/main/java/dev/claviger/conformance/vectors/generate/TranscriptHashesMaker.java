package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Commit in either framing, and the hashes it leads to (RFC 9420 §8.2). */
final class TranscriptHashesMaker implements Maker.OfSuite {
  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    return Stream.of(WireFormat.PUBLIC_MESSAGE, WireFormat.PRIVATE_MESSAGE)
        .map(format -> entry(suite, random, format));
  }

  private static Entry entry(CipherSuite suite, SeededRandom random, WireFormat format) {
    Bytes before = suite.randomBytes(suite.hashLength());
    Secret confirmationKey = suite.randomSecret(suite.hashLength());
    SignedContent signed = signedCommit(suite, random, format);
    Bytes confirmed =
        TranscriptHash.confirmed(suite, before, format, signed.content(), signed.signature());
    Mac tag = new Mac(suite.mac(confirmationKey, confirmed));
    AuthenticatedContent content = signed.withTag(tag);
    return Entry.of(suite)
        .hex("confirmation_key", confirmationKey)
        .struct("authenticated_content", content)
        .hex("interim_transcript_hash_before", before)
        .hex("confirmed_transcript_hash_after", confirmed)
        .hex("interim_transcript_hash_after", TranscriptHash.interim(suite, confirmed, tag));
  }

  private static SignedContent signedCommit(
      CipherSuite suite, SeededRandom random, WireFormat format) {
    GroupContext context =
        new GroupContext(
            suite.id(),
            new GroupId(suite.randomBytes(16)),
            random.nextInt(1 << 16),
            suite.randomBytes(suite.hashLength()),
            suite.randomBytes(suite.hashLength()),
            List.of());
    FramedContent framed =
        new FramedContent(
            context.groupId(),
            context.epoch(),
            new Sender.Member(new LeafIndex(random.nextInt(100))),
            suite.randomBytes(8),
            new Commit(List.of(), Optional.empty()));
    PublishedKey signer = PublishedKey.signature(suite, random);
    return SignedContent.sign(suite, signer.privateKey(), format, framed, context);
  }
}
