package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.VaultKey;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four threads with separate suites, keys and groups, over one provider and one vault. */
abstract class ConcurrencyContract extends VaultContract {
  private static final int THREADS = 4;
  private static final int OPERATIONS = 10_000;

  /** A round of the first test signs, verifies, seals and opens. */
  private static final int PER_ROUND = 4;

  private static final int ROUNDS = OPERATIONS / PER_ROUND / THREADS;

  /** A round of the second test: 23 messages protected and processed, and a Commit's four steps. */
  private static final int MESSAGES = 23;

  private static final int PER_GROUP_ROUND = 2 * MESSAGES + 4;
  private static final int GROUP_ROUNDS = OPERATIONS / PER_GROUP_ROUND / THREADS;

  ConcurrencyContract(VaultBackend backend) {
    super(backend);
  }

  /** One thread's suite and keys. */
  private record Keys(CipherSuite suite, VaultKey signature, VaultKey leaf) {
    void use() {
      KeyUse.signs(suite, signature.asSignatureKeyPair());
      KeyUse.opens(suite, leaf.asHpkeKeyPair());
    }
  }

  @Test
  void tenThousandKeyUses_allSucceed_andAllAreCounted() {
    List<Keys> keys = IntStream.range(0, THREADS).mapToObj(this::keys).toList();
    LongAdder done = new LongAdder();
    Threads.run(
        THREADS,
        ROUNDS,
        (thread, round) -> {
          keys.get(thread).use();
          done.add(PER_ROUND);
        });
    assertEquals(OPERATIONS, done.sum());
    keys.forEach(this::assertCounted);
  }

  @Test
  void tenThousandGroupOperations_allSucceed() {
    List<Party> parties = IntStream.range(0, THREADS).mapToObj(this::party).toList();
    LongAdder done = new LongAdder();
    Threads.run(
        THREADS,
        GROUP_ROUNDS,
        (thread, round) -> {
          Party party = parties.get(thread);
          for (int i = 0; i < MESSAGES; i++) {
            party.say(i % 2, "message " + i + " of round " + round);
          }
          party.commit(round % 2);
          done.add(PER_GROUP_ROUND);
        });
    assertEquals(OPERATIONS, done.sum());
    parties.forEach(Party::close);
  }

  private Keys keys(int thread) {
    CipherSuite suite = suiteOf(thread);
    return new Keys(suite, freshKey(suite.signatureScheme()), freshKey(suite.kem()));
  }

  private Party party(int thread) {
    return Party.of(suiteOf(thread), vault(), "alice", "bob");
  }

  private CipherSuite suiteOf(int thread) {
    List<CipherSuiteId> ids = supportedSuites();
    assertTrue(ids.size() >= 3, ids::toString);
    return Engine.suite(ids.get(thread % ids.size()));
  }

  private void assertCounted(Keys keys) {
    for (VaultKey key : List.of(keys.signature(), keys.leaf())) {
      assertEquals(ROUNDS, vault().attest(key.ref()).operations());
      vault().destroy(key.ref());
    }
  }
}
