package dev.claviger.mls.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyScheduleVectorsTest {
  @Test
  void everySecretOfEveryEpochIsAsInTheVectors() {
    for (JsonNode vector : Vectors.read("key-schedule.json")) {
      CipherSuite suite = Vectors.suite(vector);
      GroupId groupId = new GroupId(Vectors.bytes(vector, "group_id"));
      InitSecret init = new InitSecret(Vectors.secret(vector, "initial_init_secret"));
      long epoch = 0;
      for (JsonNode expected : vector.get("epochs")) {
        init = check(suite, context(suite, groupId, epoch++, expected), init, expected);
      }
    }
  }

  @Test
  void pskSecretIsAsInTheVectors() {
    for (JsonNode vector : Vectors.read("psk_secret.json")) {
      CipherSuite suite = Vectors.suite(vector);
      List<PskSecret.Psk> psks = new ArrayList<>();
      for (JsonNode psk : vector.get("psks")) {
        psks.add(
            new PskSecret.Psk(
                new PreSharedKeyId.External(
                    Vectors.bytes(psk, "psk_id"), Vectors.bytes(psk, "psk_nonce")),
                Vectors.secret(psk, "psk")));
      }
      assertEquals(Vectors.secret(vector, "psk_secret"), PskSecret.of(suite, psks).value());
    }
  }

  @Test
  void transcriptHashesAreAsInTheVectors() {
    for (JsonNode vector : Vectors.read("transcript-hashes.json")) {
      CipherSuite suite = Vectors.suite(vector);
      AuthenticatedContent commit =
          TlsReader.decode(
              Vectors.bytes(vector, "authenticated_content"),
              "AuthenticatedContent",
              AuthenticatedContent::read);
      Bytes confirmed =
          TranscriptHash.confirmed(
              suite,
              Vectors.bytes(vector, "interim_transcript_hash_before"),
              commit.wireFormat(),
              commit.content(),
              commit.auth().signature());
      assertEquals(Vectors.bytes(vector, "confirmed_transcript_hash_after"), confirmed);
      Mac tag = commit.auth().confirmationTag().orElseThrow();
      suite.verifyMac(Vectors.secret(vector, "confirmation_key"), confirmed, tag.value());
      assertEquals(
          Vectors.bytes(vector, "interim_transcript_hash_after"),
          TranscriptHash.interim(suite, confirmed, tag));
    }
  }

  private static InitSecret check(
      CipherSuite suite, GroupContext context, InitSecret init, JsonNode expected) {
    assertEquals(Vectors.bytes(expected, "group_context"), context.encode());
    JoinerSecret joiner = init.advance(suite, Vectors.secret(expected, "commit_secret"), context);
    assertEquals(Vectors.secret(expected, "joiner_secret"), joiner.value());
    MemberSecret member =
        joiner.withPsks(suite, new PskSecret(Vectors.secret(expected, "psk_secret")));
    assertEquals(Vectors.secret(expected, "welcome_secret"), member.welcome(suite).value());
    EpochSecrets epoch = member.epoch(suite, context);
    assertEquals(Vectors.secret(expected, "sender_data_secret"), epoch.senderDataSecret());
    assertEquals(Vectors.secret(expected, "encryption_secret"), epoch.encryptionSecret());
    assertEquals(Vectors.secret(expected, "exporter_secret"), epoch.exporterSecret());
    assertEquals(Vectors.secret(expected, "external_secret"), epoch.externalSecret());
    assertEquals(Vectors.secret(expected, "confirmation_key"), epoch.confirmationKey());
    assertEquals(Vectors.secret(expected, "membership_key"), epoch.membershipKey());
    assertEquals(Vectors.secret(expected, "resumption_psk"), epoch.resumptionPsk());
    assertEquals(Vectors.secret(expected, "epoch_authenticator"), epoch.epochAuthenticator());
    assertEquals(Vectors.secret(expected, "init_secret"), epoch.initSecret().value());
    assertEquals(
        Vectors.bytes(expected, "external_pub"), epoch.externalKeyPair(suite).publicKey().value());
    JsonNode exporter = expected.get("exporter");
    assertEquals(
        Vectors.secret(exporter, "secret"),
        epoch.export(
            suite,
            exporter.get("label").textValue(),
            Vectors.bytes(exporter, "context"),
            exporter.get("length").intValue()));
    return epoch.initSecret();
  }

  private static GroupContext context(
      CipherSuite suite, GroupId groupId, long epoch, JsonNode expected) {
    return new GroupContext(
        suite.id(),
        groupId,
        epoch,
        Vectors.bytes(expected, "tree_hash"),
        Vectors.bytes(expected, "confirmed_transcript_hash"),
        List.of());
  }
}
