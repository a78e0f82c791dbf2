package dev.claviger.conformance.vectors.generate;

import dev.claviger.conformance.vectors.mls.Messages;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.Group;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.FramedContentAuthData;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.Update;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One of each struct that travels, with the unknown extension and PSK types beside the known. */
final class MessagesMaker implements Maker.OfSuite {
  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    SeededGroup group = new SeededGroup(suite, random);
    KeyPackage keyPackage = group.client().keyPackage();
    PendingCommit commit = group.grow(0, c -> c.add(keyPackage).update());
    Bytes commitMessage = Bytes.copyOf(commit.message());
    Remove remove = new Remove(new LeafIndex(random.nextInt(1 << 20)));
    Group first = group.member(0);
    return Stream.of(
        new Entry()
            .hex("mls_welcome", Bytes.copyOf(commit.welcome().orElseThrow()))
            .hex("mls_group_info", Bytes.copyOf(first.groupInfo(false)))
            .struct("mls_key_package", new MlsMessage(keyPackage))
            .hex("ratchet_tree", group.encodedTree())
            .hex("group_secrets", groupSecrets(suite))
            .hex("add_proposal", body(new Add(keyPackage)))
            .hex("update_proposal", body(new Update(Leaves.update(first, suite, random))))
            .hex("remove_proposal", body(remove))
            .hex("pre_shared_key_proposal", body(new PreSharedKey(externalPsk(suite))))
            .hex("re_init_proposal", body(reInit(suite)))
            .hex("external_init_proposal", body(externalInit(suite, random)))
            .hex(
                "group_context_extensions_proposal",
                body(new GroupContextExtensions(List.of(extension(suite)))))
            .struct("commit", Messages.read(commitMessage, PublicMessage.class).content().content())
            .struct(
                "public_message_application",
                publicMessage(suite, first, new ApplicationData(suite.randomBytes(32))))
            .struct("public_message_proposal", publicMessage(suite, first, remove))
            .hex("public_message_commit", commitMessage)
            .hex(
                "private_message",
                Bytes.copyOf(first.protect(suite.randomBytes(32).toByteArray()))));
  }

  /** Of the right form, with signature and tag that are random. */
  private static MlsMessage publicMessage(CipherSuite suite, Group group, Content content) {
    FramedContent framed =
        new FramedContent(
            group.groupId(),
            group.epoch().number(),
            new Sender.Member(new LeafIndex(0)),
            suite.randomBytes(8),
            content);
    return new MlsMessage(
        new PublicMessage(
            framed,
            new FramedContentAuthData(suite.randomBytes(64), Optional.empty()),
            Optional.of(new Mac(suite.randomBytes(suite.hashLength())))));
  }

  private static Secret groupSecrets(CipherSuite suite) {
    return new GroupSecrets(
            suite.randomSecret(suite.hashLength()),
            Optional.of(suite.randomSecret(suite.hashLength())),
            List.of(externalPsk(suite)))
        .encode();
  }

  private static PreSharedKeyId externalPsk(CipherSuite suite) {
    return new PreSharedKeyId.External(
        suite.randomBytes(16), suite.randomBytes(suite.hashLength()));
  }

  private static ReInit reInit(CipherSuite suite) {
    return new ReInit(
        new GroupId(suite.randomBytes(16)),
        ProtocolVersion.MLS10,
        suite.id(),
        List.of(extension(suite)));
  }

  private static ExternalInit externalInit(CipherSuite suite, SeededRandom random) {
    return new ExternalInit(PublishedKey.hpke(suite, random).publicKey());
  }

  private static Extension extension(CipherSuite suite) {
    return new Extension(SeededGroup.PRIVATE_USE, suite.randomBytes(20));
  }

  /** The vectors give a proposal's body, without the type that precedes it in a message. */
  private static Bytes body(Proposal proposal) {
    TlsWriter w = new TlsWriter();
    proposal.writeBody(w);
    return w.toBytes();
  }
}
