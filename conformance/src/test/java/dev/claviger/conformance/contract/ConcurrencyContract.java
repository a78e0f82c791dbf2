package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Four threads, each with a suite and keys of its own, over one provider and one vault. */
abstract class ConcurrencyContract extends VaultContract {
  private static final int THREADS = 4;
  private static final int OPERATIONS = 10_000;

  /** A round signs, verifies, seals and opens. */
  private static final int PER_ROUND = 4;

  private static final int ROUNDS = OPERATIONS / PER_ROUND / THREADS;

  ConcurrencyContract(VaultBackend backend) {
    super(backend);
  }

  /** One thread's suite and keys. */
  private record Member(CipherSuite suite, VaultKey signature, VaultKey leaf) {
    void use() {
      KeyUse.signs(suite, signature.asSignatureKeyPair());
      KeyUse.opens(suite, leaf.asHpkeKeyPair());
    }
  }

  @Test
  void tenThousandOperationsOnFourThreads_allSucceed() {
    List<CipherSuiteId> ids = supportedSuites();
    assertTrue(ids.size() >= 3, ids::toString);
    List<Member> members =
        java.util.stream.IntStream.range(0, THREADS)
            .mapToObj(thread -> member(ids.get(thread % ids.size())))
            .toList();
    LongAdder done = new LongAdder();
    Threads.run(
        THREADS,
        ROUNDS,
        (thread, round) -> {
          members.get(thread).use();
          done.add(PER_ROUND);
        });
    assertEquals(OPERATIONS, done.sum());
    members.forEach(this::assertCounted);
  }

  private Member member(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    return new Member(suite, freshKey(suite.signatureScheme()), freshKey(suite.kem()));
  }

  private void assertCounted(Member member) {
    KeyVault vault = vault();
    assertEquals(ROUNDS, vault.attest(member.signature().ref()).operations());
    assertEquals(ROUNDS, vault.attest(member.leaf().ref()).operations());
    vault.destroy(member.signature().ref());
    vault.destroy(member.leaf().ref());
  }
}
