package dev.claviger.conformance.vectors.generate;

import dev.claviger.conformance.vectors.mls.ProtectedMember;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.Remove;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A proposal, a Commit and application data in both framings (RFC 9420 §6). */
final class MessageProtectionMaker implements Maker.OfSuite {
  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    PublishedKey signer = PublishedKey.signature(suite, random);
    Entry entry =
        Entry.of(suite)
            .hex("group_id", suite.randomBytes(16))
            .number("epoch", random.nextInt(1 << 20))
            .hex("tree_hash", suite.randomBytes(suite.hashLength()))
            .hex("confirmed_transcript_hash", suite.randomBytes(suite.hashLength()))
            .hex("signature_priv", signer.raw())
            .hex("signature_pub", signer.publicKey())
            .hex("encryption_secret", suite.randomBytes(suite.hashLength()))
            .hex("sender_data_secret", suite.randomBytes(suite.hashLength()))
            .hex("membership_key", suite.randomBytes(suite.hashLength()));
    ProtectedMember member = new ProtectedMember(suite, entry.fields());
    Remove proposal = new Remove(new LeafIndex(0));
    Commit commit = new Commit(List.of(new ProposalOrRef.ByValue(proposal)), Optional.empty());
    ApplicationData application = new ApplicationData(suite.randomBytes(40));
    return Stream.of(
        entry
            .struct("proposal", proposal)
            .hex("proposal_pub", member.protectPublic(proposal))
            .hex("proposal_priv", member.protectPrivate(proposal))
            .struct("commit", commit)
            .hex("commit_pub", member.protectPublic(commit))
            .hex("commit_priv", member.protectPrivate(commit))
            .hex("application", application.value())
            .hex("application_priv", member.protectPrivate(application)));
  }
}
