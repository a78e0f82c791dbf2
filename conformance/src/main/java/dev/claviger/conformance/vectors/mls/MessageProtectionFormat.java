package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.Proposal;

/** mlswg's {@code message-protection.json}: both framings, theirs and ours (RFC 9420 §6). */
final class MessageProtectionFormat extends MlsFormat.OfSuite {
  MessageProtectionFormat() {
    super("message-protection");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    ProtectedMember member = new ProtectedMember(suite, in);
    Content proposal = TlsReader.decode(in.hex("proposal"), "Proposal", Proposal::read);
    Content commit = TlsReader.decode(in.hex("commit"), "Commit", Commit::read);
    Content application = new ApplicationData(in.hex("application"));

    Expect.equal("proposal_pub", proposal, member.openPublic(in.hex("proposal_pub")));
    Expect.equal("commit_pub", commit, member.openPublic(in.hex("commit_pub")));
    Expect.equal("proposal_priv", proposal, member.openPrivate(in.hex("proposal_priv")));
    Expect.equal("commit_priv", commit, member.openPrivate(in.hex("commit_priv")));
    Expect.equal("application_priv", application, member.openPrivate(in.hex("application_priv")));

    for (Content content : new Content[] {proposal, commit}) {
      Expect.equal("public again", content, member.openPublic(member.protectPublic(content)));
      Expect.equal("private again", content, member.openPrivate(member.protectPrivate(content)));
    }
    Expect.equal(
        "private again", application, member.openPrivate(member.protectPrivate(application)));
    Expect.refused(
        "application data as a PublicMessage",
        () -> member.protectPublic(application),
        IllegalArgumentException.class);
  }
}
