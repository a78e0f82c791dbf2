package dev.claviger.mls;

import static dev.claviger.mls.GroupLifecycleTest.assertAgreed;
import static dev.claviger.mls.GroupLifecycleTest.assertText;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CorruptMessagesTest {
  @Test
  void everyChangedByteOfApplicationData_isRefused_andTheGenuineMessageIsRead() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    byte[] genuine = alice.protect("hello");
    assertEveryChangeRefused(genuine, bob::process);
    assertText("hello", "alice", bob.process(genuine));
  }

  @Test
  void everyChangedByteOfACommit_isRefused_andTheGenuineCommitIsProcessed() {
    Group alice =
        TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
            .publicHandshakes()
            .build()
            .createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    PendingCommit commit = alice.commit().build();
    assertEveryChangeRefused(commit.message(), bob::process);
    bob.process(commit.message());
    commit.accept();
    assertAgreed(alice, bob);
  }

  @Test
  void everyChangedByteOfAWelcome_isRefused_andTheGenuineWelcomeIsTaken() {
    Group alice = TestClients.client("alice").createGroup();
    MlsClient bobClient = TestClients.client("bob");
    PendingCommit add = alice.commit().add(bobClient.keyPackage()).update().build();
    add.accept();
    byte[] welcome = add.welcome().orElseThrow();
    assertEveryChangeRefused(welcome, bobClient::join);
    assertAgreed(alice, bobClient.join(welcome));
  }

  @Test
  void changedMessagesOfTheVectors_decodeOrAreRefused() {
    Random random = new Random(9420);
    for (JsonNode vector : Vectors.read("messages.json")) {
      for (String field :
          List.of("mls_welcome", "mls_group_info", "mls_key_package", "public_message_commit")) {
        byte[] message = Vectors.bytes(vector, field).toByteArray();
        message[random.nextInt(message.length)] = (byte) random.nextInt();
        try {
          Bytes changed = Bytes.copyOf(message);
          assertTrue(changed.equals(MlsMessage.decode(changed).encode()), "one encoding each");
        } catch (DecodeException e) {
          assertTrue(e.getMessage().startsWith(e.field()), "the failure names its field");
        }
      }
    }
  }

  private static void assertEveryChangeRefused(byte[] genuine, Consumer<byte[]> receiver) {
    for (int i = 0; i < genuine.length; i++) {
      byte[] changed = genuine.clone();
      changed[i] ^= (byte) (1 << i % 8);
      try {
        receiver.accept(changed);
      } catch (DecodeException | ValidationException e) {
        continue;
      }
      fail("a change of byte " + i + " went through");
    }
  }
}
