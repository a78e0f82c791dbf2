package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.schedule.WelcomeSecret;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.WireFormat;

/**
 * The step of the key schedule that a Commit takes (RFC 9420 §12.4.1, §12.4.2), the same for who
 * sends it and who receives it.
 *
 * @param joinerSecret for the Welcome; zeroed on close, as is the welcome secret
 * @param secrets live on in the next {@link GroupState}
 */
record NextEpoch(
    GroupContext context,
    JoinerSecret joinerSecret,
    WelcomeSecret welcomeSecret,
    EpochSecrets secrets)
    implements AutoCloseable {
  /**
   * @param provisional the context with the new tree hash and the old transcript hash
   */
  static NextEpoch derive(
      GroupState old,
      GroupContext provisional,
      WireFormat wireFormat,
      FramedContent commit,
      Bytes signature,
      Secret commitSecret,
      PskSecret psks) {
    CipherSuite suite = old.client().suite();
    Bytes confirmed =
        TranscriptHash.confirmed(suite, old.interimTranscriptHash(), wireFormat, commit, signature);
    GroupContext context = provisional.withConfirmedTranscriptHash(confirmed);
    JoinerSecret joiner = old.secrets().initSecret().advance(suite, commitSecret, context);
    try (MemberSecret member = joiner.withPsks(suite, psks)) {
      return new NextEpoch(context, joiner, member.welcome(suite), member.epoch(suite, context));
    }
  }

  static NextEpoch derive(
      GroupState old,
      GroupContext provisional,
      SignedContent commit,
      Secret commitSecret,
      PskSecret psks) {
    return derive(
        old,
        provisional,
        commit.wireFormat(),
        commit.content(),
        commit.signature(),
        commitSecret,
        psks);
  }

  @Override
  public void close() {
    joinerSecret.close();
    welcomeSecret.close();
  }
}
