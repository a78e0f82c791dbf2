package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.InitSecret;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import java.util.List;

/** mlswg's {@code key-schedule.json}: every secret of consecutive epochs (RFC 9420 §8). */
final class KeyScheduleFormat extends MlsFormat.OfSuite {
  KeyScheduleFormat() {
    super("key-schedule");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    GroupId groupId = new GroupId(in.hex("group_id"));
    InitSecret init = new InitSecret(in.secret("initial_init_secret"));
    long number = 0;
    for (Fields epoch : in.objects("epochs")) {
      GroupContext context = context(suite, groupId, number, epoch);
      Expect.equal("group_context", epoch.hex("group_context"), context.encode());
      init = advance(suite, context, init, epoch);
      number++;
    }
  }

  /** One epoch's secrets; the next one begins with what is returned. */
  private static InitSecret advance(
      CipherSuite suite, GroupContext context, InitSecret init, Fields in) {
    JoinerSecret joiner = init.advance(suite, in.secret("commit_secret"), context);
    equal("joiner_secret", in, joiner.value());
    MemberSecret member = joiner.withPsks(suite, new PskSecret(in.secret("psk_secret")));
    equal("welcome_secret", in, member.welcome(suite).value());
    EpochSecrets epoch = member.epoch(suite, context);
    equal("sender_data_secret", in, epoch.senderDataSecret());
    equal("encryption_secret", in, epoch.encryptionSecret());
    equal("exporter_secret", in, epoch.exporterSecret());
    equal("external_secret", in, epoch.externalSecret());
    equal("confirmation_key", in, epoch.confirmationKey());
    equal("membership_key", in, epoch.membershipKey());
    equal("resumption_psk", in, epoch.resumptionPsk());
    equal("epoch_authenticator", in, epoch.epochAuthenticator());
    equal("init_secret", in, epoch.initSecret().value());
    Bytes externalPub = epoch.externalPub(suite).value();
    Expect.equal("external_pub", in.hex("external_pub"), externalPub);
    exports(suite, epoch, in.object("exporter"));
    return epoch.initSecret();
  }

  private static void exports(CipherSuite suite, EpochSecrets epoch, Fields in) {
    Secret exported =
        epoch.export(suite, in.text("label"), in.hex("context"), in.integer("length"));
    equal("secret", in, exported);
  }

  /** Compares without destroying, since the next epoch needs some of them. */
  private static void equal(String field, Fields in, Secret actual) {
    Expect.equal(field, in.hex(field), Bytes.wrap(actual.expose()));
  }

  private static GroupContext context(CipherSuite suite, GroupId groupId, long epoch, Fields in) {
    return new GroupContext(
        suite.id(),
        groupId,
        epoch,
        in.hex("tree_hash"),
        in.hex("confirmed_transcript_hash"),
        List.of());
  }
}
