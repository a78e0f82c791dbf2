package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalPub;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupInfoTest {
  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everyMemberPublishesTheSameGroupUnderItsOwnSignature(CipherSuite suite) {
    Group alice = TestClients.client(suite, "alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client(suite, "bob")).get(0);
    GroupInfo byAlice = decode(alice.groupInfo(true));
    GroupInfo byBob = decode(bob.groupInfo(false));
    byAlice.verifySignature(suite, alice.epoch().self().signatureKey());
    byBob.verifySignature(suite, bob.epoch().self().signatureKey());
    assertEquals(bob.epoch().self().index(), byBob.signer());
    assertEquals(byAlice.groupContext(), byBob.groupContext());
    assertEquals(byAlice.confirmationTag(), byBob.confirmationTag());
    assertEquals(externalPub(byAlice), externalPub(byBob));
    assertEquals(
        alice.ratchetTree(),
        Extension.find(byAlice.extensions(), ExtensionType.RATCHET_TREE)
            .orElseThrow()
            .extensionData());
    assertTrue(Extension.find(byBob.extensions(), ExtensionType.RATCHET_TREE).isEmpty());
  }

  private static GroupInfo decode(byte[] message) {
    return assertInstanceOf(GroupInfo.class, MlsMessage.decode(Bytes.copyOf(message)).body());
  }

  private static ExternalPub externalPub(GroupInfo info) {
    return TlsReader.decode(
        Extension.find(info.extensions(), ExtensionType.EXTERNAL_PUB).orElseThrow().extensionData(),
        "external_pub",
        ExternalPub::read);
  }
}
