package dev.claviger.conformance.vectors.generate;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Consecutive epochs of the key schedule (RFC 9420 §8), the first of them without PSKs. */
final class KeyScheduleMaker implements Maker.OfSuite {
  private static final int EPOCHS = 3;

  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    GroupId groupId = new GroupId(suite.randomBytes(16));
    InitSecret init = new InitSecret(suite.randomSecret(suite.hashLength()));
    Entry entry =
        Entry.of(suite).hex("group_id", groupId.value()).hex("initial_init_secret", init.value());
    List<Entry> epochs = new ArrayList<>();
    for (int number = 0; number < EPOCHS; number++) {
      GroupContext context =
          new GroupContext(
              suite.id(),
              groupId,
              number,
              suite.randomBytes(suite.hashLength()),
              suite.randomBytes(suite.hashLength()),
              List.of());
      Secret psk =
          number == 0 ? Secret.zeros(suite.hashLength()) : suite.randomSecret(suite.hashLength());
      Entry epoch = new Entry();
      init = advance(suite, context, init, psk, epoch);
      epochs.add(epoch);
    }
    return Stream.of(entry.objects("epochs", epochs));
  }

  private static InitSecret advance(
      CipherSuite suite, GroupContext context, InitSecret init, Secret psk, Entry out) {
    Secret commitSecret = suite.randomSecret(suite.hashLength());
    out.hex("tree_hash", context.treeHash())
        .hex("commit_secret", commitSecret)
        .hex("psk_secret", psk)
        .hex("confirmed_transcript_hash", context.confirmedTranscriptHash())
        .struct("group_context", context);
    JoinerSecret joiner = init.advance(suite, commitSecret, context);
    out.hex("joiner_secret", joiner.value());
    MemberSecret member = joiner.withPsks(suite, new PskSecret(psk));
    out.hex("welcome_secret", member.welcome(suite).value());
    EpochSecrets epoch = member.epoch(suite, context);
    Bytes exportContext = suite.randomBytes(32);
    int length = suite.hashLength();
    out.hex("init_secret", epoch.initSecret().value())
        .hex("sender_data_secret", epoch.senderDataSecret())
        .hex("encryption_secret", epoch.encryptionSecret())
        .hex("exporter_secret", epoch.exporterSecret())
        .hex("epoch_authenticator", epoch.epochAuthenticator())
        .hex("external_secret", epoch.externalSecret())
        .hex("confirmation_key", epoch.confirmationKey())
        .hex("membership_key", epoch.membershipKey())
        .hex("resumption_psk", epoch.resumptionPsk())
        .hex("external_pub", epoch.externalPub(suite).value())
        .object(
            "exporter",
            new Entry()
                .text("label", "claviger")
                .hex("context", exportContext)
                .number("length", length)
                .hex("secret", epoch.export(suite, "claviger", exportContext, length)));
    return epoch.initSecret();
  }
}
