package dev.claviger.conformance.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.survival.Survivor.DiedException;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.keystore.scratch.ScratchPostgres;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.InMemoryGroupStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members whose process is killed (SIGKILL) again and again while each does random things in its
 * groups, with others that live: no key encrypts two messages, no epoch is left out or entered
 * twice, what was answered is so, and no key of the vault is left without a name. A round is one
 * member that dies and comes back. {@code -Dclaviger.kills=N} kills so many processes, of eight
 * members each, and lets a member die N times as often in the fake; {@code -Dclaviger.seed=N}
 * chooses what happens.
 */
final class KilledMemberTest {
  private static final int MEMBERS = 8;
  private static final int KILLS = Integer.getInteger("claviger.kills", 3);
  private static final long SEED = Long.getLong("claviger.seed", 1);
  private static final int FAKE_DEATHS_A_KILL = 30;

  private final CipherSuite suite = Engine.suite(SurvivorMain.SUITE);
  private final GenerationLedger ledger = new GenerationLedger(suite);

  @TempDir Path folder;

  @Test
  void killedOverSqlite_membersGoOnWhereTheyWere() throws Exception {
    kill("SQLite", folder.toString(), Map.of(), KILLS);
  }

  @Test
  void killedOverPostgres_membersGoOnWhereTheyWere() throws Exception {
    ScratchPostgres.missing()
        .ifPresent(why -> Loudly.notRunButUnderCi("members killed over PostgreSQL", why));
    try (ScratchPostgres server = ScratchPostgres.start()) {
      Map<String, String> login =
          Map.of(
              SurvivorMain.USER, server.properties().getProperty("user"),
              SurvivorMain.PASSWORD, server.properties().getProperty("password"));
      kill("PostgreSQL", server.newDatabase(), login, Math.max(2, KILLS / 3));
    }
  }

  /** By a fake, at each kind of step: between a row and the next, a commit and what follows it. */
  @Test
  void deadAtAnyStep_membersGoOnWhereTheyWere() throws Exception {
    Random random = new Random(SEED);
    Conversation conversation = new Conversation(suite, random, ledger);
    GroupStore store = new InMemoryGroupStore();
    KeyVault vault = SoftwareVault.create();
    int deaths = KILLS * FAKE_DEATHS_A_KILL;
    for (int i = 0; i < deaths; i++) {
      Crash crash = new Crash(random.nextInt(i % 3 == 0 ? 12 : 400));
      try {
        conversation.untilItDies(here(crash.before(vault), crash.before(store)));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("death " + i + ", -Dclaviger.seed=" + SEED, e);
      }
    }
    conversation.settle(here(vault, store));
    report("fake", List.of(conversation));
    conversation.close();
    assertEquals(deaths, conversation.deaths());
  }

  private void kill(String name, String stores, Map<String, String> environment, int kills)
      throws Exception {
    Random random = new Random(SEED);
    List<Conversation> conversations = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      conversations.add(new Conversation(suite, new Random(random.nextLong()), ledger));
    }
    ExecutorService threads = Executors.newFixedThreadPool(MEMBERS);
    try {
      for (int kill = 0; kill < kills; kill++) {
        String where = name + ", kill " + kill + ", -Dclaviger.seed=" + SEED;
        long delay = random.nextInt(5_000_000);
        int answers = random.nextInt(100 * MEMBERS);
        SurvivorProcess[] process = new SurvivorProcess[1];
        process[0] = start(stores, environment, count -> killAfter(process, count, answers, delay));
        run(threads, conversations, process[0], where);
        process[0].await();
      }
      try (SurvivorProcess last = start(stores, environment, count -> {})) {
        for (int i = 0; i < MEMBERS; i++) {
          conversations.get(i).settle(last.survivor(i));
        }
      }
    } finally {
      threads.shutdownNow();
    }
    report(name, conversations);
    conversations.forEach(Conversation::close);
    conversations.forEach(one -> assertEquals(kills, one.deaths()));
    assertTrue(ledger.size() > 0);
  }

  private static void killAfter(SurvivorProcess[] process, int count, int answers, long delay) {
    if (count > answers) {
      LockSupport.parkNanos(delay);
      process[0].kill();
    }
  }

  private static void run(
      ExecutorService threads,
      List<Conversation> conversations,
      SurvivorProcess process,
      String where)
      throws Exception {
    List<Future<DiedException>> all = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      Conversation one = conversations.get(i);
      Survivor survivor = process.survivor(i);
      all.add(threads.submit(() -> one.untilItDies(survivor)));
    }
    AssertionError failed = null;
    for (Future<DiedException> one : all) {
      try {
        one.get(2, TimeUnit.MINUTES);
      } catch (java.util.concurrent.ExecutionException e) {
        process.kill();
        failed = failed == null ? new AssertionError(where, e.getCause()) : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private SurvivorProcess start(
      String stores, Map<String, String> environment, java.util.function.IntConsumer afterAnswer)
      throws IOException {
    return SurvivorProcess.start(
        SurvivorMain.class,
        MEMBERS,
        new HashMap<>(environment),
        List.of(folder.toString(), stores, Integer.toString(MEMBERS)),
        afterAnswer);
  }

  private static Survivor here(KeyVault vault, GroupStore store) {
    MemberService[] service = new MemberService[1];
    return words -> {
      try {
        if (service[0] == null) {
          service[0] = new MemberService(SurvivorMain.client(vault, store), vault);
        }
        return service[0].answer(String.join(" ", words));
      } catch (Crash.CrashError e) {
        throw new DiedException();
      }
    };
  }

  private void report(String name, List<Conversation> conversations) {
    System.out.println(
        name
            + ": "
            + conversations.stream().mapToInt(Conversation::deaths).sum()
            + " deaths, "
            + conversations.stream().mapToInt(Conversation::answers).sum()
            + " operations answered, "
            + conversations.stream().mapToInt(Conversation::undone).sum()
            + " of those not answered undone, "
            + ledger.size()
            + " messages with a key each, "
            + conversations.stream().mapToInt(Conversation::reaped).sum()
            + " keys reaped");
  }
}
