package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.KeyPackage;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedOperationsTest {
  private final World world = new World();

  @Test
  void keyOffTheCurve_isRefusedAndLeavesTheGroupAsItWas() {
    int keys = world.aliceClient.vault().list().size();
    ForgedKeyPackage forged = new ForgedKeyPackage();
    forged.initPublicKey =
        new HpkePublicKey(Bytes.wrap(new byte[world.suite.kem().publicKeyLength()]));
    KeyPackage offTheCurve = forged.build();
    Refusals.assertRefused(
        Rule.PUBLIC_KEYS_FIT_SUITE,
        () ->
            CommitCreation.create(
                world.alice,
                new CommitRequest(List.of(new Add(offTheCurve)), true, World.NO_DATA)));
    assertEquals(keys, world.aliceClient.vault().list().size());
    world.assertBobIsWell();
  }

  @Test
  void keyPackageThatCannotBeSigned_leavesNoKeyBehind() {
    ClientContext client = world.carolClient;
    client.vault().destroy(client.signatureKey().ref());
    int keys = client.vault().list().size();
    assertThrows(RuntimeException.class, () -> KeyPackageKeys.generate(client));
    assertEquals(keys, client.vault().list().size());
  }

  @Test
  void commitThatCannotBeSigned_leavesNoKeyBehind() {
    ClientContext client = world.carolClient;
    client.vault().destroy(client.signatureKey().ref());
    int keys = client.vault().list().size();
    assertThrows(RuntimeException.class, () -> world.commit(world.carol));
    assertEquals(keys, client.vault().list().size());
    world.assertBobIsWell();
  }
}
