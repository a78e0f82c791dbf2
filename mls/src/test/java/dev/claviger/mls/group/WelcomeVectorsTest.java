package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.vectors.RawKeys;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.EncryptedGroupSecrets;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Welcome;
import org.junit.jupiter.api.Test;

class WelcomeVectorsTest {
  @Test
  void welcomesOfTheVectorsOpenAndConfirm() {
    for (JsonNode vector : Vectors.read("welcome.json")) {
      CipherSuite suite = Vectors.suite(vector);
      KeyPackage keyPackage =
          (KeyPackage) MlsMessage.decode(Vectors.bytes(vector, "key_package")).body();
      Welcome welcome = (Welcome) MlsMessage.decode(Vectors.bytes(vector, "welcome")).body();
      HpkeKeyPair init =
          RawKeys.hpke(suite, Vectors.bytes(vector, "init_priv"), keyPackage.initKey());
      EncryptedGroupSecrets entry =
          welcome.secrets().stream()
              .filter(e -> e.newMember().equals(keyPackage.ref(suite)))
              .findFirst()
              .orElseThrow();
      Secret encoded =
          suite.decryptWithLabel(
              init,
              WelcomeCreation.LABEL,
              welcome.encryptedGroupInfo(),
              entry.encryptedGroupSecrets());
      GroupSecrets secrets = TlsReader.decode(encoded, "GroupSecrets", GroupSecrets::read);
      MemberSecret member =
          new JoinerSecret(secrets.joinerSecret()).withPsks(suite, PskSecret.none(suite));
      GroupInfo groupInfo =
          TlsReader.decode(
              member.welcome(suite).open(suite, welcome.encryptedGroupInfo()),
              "GroupInfo",
              GroupInfo::read);
      groupInfo.verifySignature(suite, new SignaturePublicKey(Vectors.bytes(vector, "signer_pub")));
      assertEquals(
          groupInfo.confirmationTag(),
          member
              .epoch(suite, groupInfo.groupContext())
              .confirmationTag(suite, groupInfo.groupContext().confirmedTranscriptHash()));
    }
  }
}
