package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.wire.KeyPackage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SoftHsmGroupTest extends GroupContract {
  private long objectsBefore;

  SoftHsmGroupTest() {
    super(new SoftHsmBackend(SoftHsmGroupTest.class));
  }

  @BeforeEach
  void countObjects() {
    objectsBefore = SoftHsm.tokenObjects(SoftHsmGroupTest.class);
  }

  @AfterEach
  void noObjectIsLeft_ofWhateverKind() {
    assertEquals(objectsBefore, SoftHsm.tokenObjects(SoftHsmGroupTest.class));
  }

  /** That the count above sees what there is. */
  @Test
  void keyPairIsTwoObjects() {
    VaultKey key = signatureKey(new CipherSuiteId(1));
    assertEquals(objectsBefore + 2, SoftHsm.tokenObjects(SoftHsmGroupTest.class));
    ledger().destroy(key.ref());
  }

  /**
   * C_ calls, each a round trip where the token is across a network. They are for making a key 3
   * (the pair, and what became of each half), for signing 2, for an agreement that does not show
   * its value 6, for destroying a key 2. What a group does in software makes none.
   */
  @ParameterizedTest
  @MethodSource("suites")
  void eachOperationCallsTheTokenAsOftenAsItMust(CipherSuiteId id) {
    try (Party party = Party.of(Engine.suite(id), vault(), "alice", "bob")) {
      Group alice = party.group(0);
      Group bob = party.group(1);
      MlsClient carol = calling(3, () -> party.client("carol"));
      KeyPackage keyPackage = calling(3 + 3 + 2 + 2, carol::keyPackage);
      PendingCommit commit = calling(3 + 2 + 2 + 2, alice.commit().add(keyPackage).update()::build);
      calling(6, () -> bob.process(commit.message()));
      calling(2, commit::accept);
      byte[] welcome = commit.welcome().orElseThrow();
      party.seat(carol, calling(6 + 2, () -> carol.join(welcome)));
      party.assertAgreed();
      byte[] data = calling(2, () -> alice.protect("data"));
      calling(0, () -> bob.process(data));
    }
  }

  private <T> T calling(int calls, Supplier<T> action) {
    Pkcs11Vault token = assertInstanceOf(Pkcs11Vault.class, vault());
    long before = token.tokenCalls();
    T result = action.get();
    assertEquals(calls, token.tokenCalls() - before);
    return result;
  }
}
