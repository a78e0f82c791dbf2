package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.wire.KeyPackage;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WrappedGroupTest extends GroupContract {
  WrappedGroupTest() {
    super(new WrappedBackend(WrappedGroupTest.class));
  }

  /**
   * C_ calls. A wrapped key is made in 6 (the pair, both halves read, wrapped, both destroyed), and
   * is used in 6 like a resident one, after 2 + 6 when it is not on the token: unwrapped, read, and
   * tried out. Nothing is destroyed of one that is not there, and one object of one that is.
   */
  @ParameterizedTest
  @MethodSource("suites")
  void eachOperationCallsTheTokenAsOftenAsItMust(CipherSuiteId id) {
    int cold = 2 + 6;
    try (Party party = Party.of(Engine.suite(id), vault(), "alice", "bob")) {
      Group alice = party.group(0);
      Group bob = party.group(1);
      MlsClient carol = calling(3, () -> party.client("carol"));
      KeyPackage keyPackage = calling(6 + 6 + 2 + 2, carol::keyPackage);
      PendingCommit first = calling(6 + 2 + 2 + 2, alice.commit().add(keyPackage).update()::build);
      calling(cold + 6, () -> bob.process(first.message()));
      calling(0, first::accept);
      byte[] welcome = first.welcome().orElseThrow();
      party.seat(carol, calling(cold + 6 + 1, () -> carol.join(welcome)));
      party.assertAgreed();
      PendingCommit second = alice.commit().update().build();
      calling(6, () -> bob.process(second.message()));
      calling(cold + 6, () -> party.group(2).process(second.message()));
      second.accept();
      party.assertAgreed();
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
