package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.InitSecret;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.wire.GroupContext;

/**
 * The step of the key schedule that a Commit takes (RFC 9420 §12.4.1, §12.4.2), the same for who
 * sends it and who receives it.
 *
 * @param joinerSecret for the Welcome, as is the member secret; both are zeroed on close
 * @param secrets live on in the next {@link GroupState}
 */
record NextEpoch(
    GroupContext context,
    JoinerSecret joinerSecret,
    MemberSecret memberSecret,
    EpochSecrets secrets)
    implements AutoCloseable {
  /**
   * @param init of the old epoch, or of an external Commit
   * @param context of the new epoch
   */
  static NextEpoch derive(
      CipherSuite suite,
      InitSecret init,
      GroupContext context,
      Secret commitSecret,
      PskSecret psks) {
    JoinerSecret joiner = init.advance(suite, commitSecret, context);
    MemberSecret member = joiner.withPsks(suite, psks);
    try {
      return new NextEpoch(context, joiner, member, member.epoch(suite, context));
    } catch (RuntimeException e) {
      joiner.close();
      member.close();
      throw e;
    }
  }

  @Override
  public void close() {
    joinerSecret.close();
    memberSecret.close();
  }
}
