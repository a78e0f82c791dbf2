package dev.claviger.conformance.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.survival.Survivor.DiedException;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import dev.claviger.keystore.scratch.ScratchPostgres;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.GroupId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Four processes that are one client, over one PostgreSQL and one SoftHSM, race in the same groups
 * while they are killed (SIGKILL) in turns and started again: no fork, no message lost or read
 * twice, no key used twice. {@code -Dclaviger.races=N} has them do N operations.
 */
final class NodesTest {
  private static final int NODES = 4;
  private static final int THREADS = 2;
  private static final int OPERATIONS = Integer.getInteger("claviger.races", 300);
  private static final int GROUPS = Math.min(50, Math.max(8, OPERATIONS / 100));
  private static final int OPERATIONS_A_KILL = 150;

  /** Of a node that is to do what may be refused by chance, before it counts as lost. */
  private static final int TRIES = 1000;

  private static final long SEED = Long.getLong("claviger.seed", 1);
  private static final String LABEL = "nodes";
  private static final String USED = MemberService.REFUSED + Rule.GENERATION_IS_UNUSED;

  /** What is refused where a node that died had done it, or another was faster. */
  private static final Set<String> LATE =
      Set.of(
          USED,
          MemberService.CONFLICT,
          MemberService.REFUSED + Rule.COMMIT_IS_NOT_LATE,
          MemberService.REFUSED + Rule.EPOCH_MATCHES);

  private final CipherSuite suite = Engine.suite(SurvivorMain.SUITE);
  private final GenerationLedger ledger = new GenerationLedger(suite);
  private final List<SharedTable> tables = new ArrayList<>();
  private final SurvivorProcess[] nodes = new SurvivorProcess[NODES];
  private final AtomicInteger operations = new AtomicInteger();
  private volatile boolean isOneAtATime;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private ScratchSoftHsm token;
  private ScratchPostgres server;
  private String database;

  @Test
  void nodesThatRaceAndAreKilled_areOneMember() throws Exception {
    run(NodesTest::raceAndSettle);
  }

  /** What SoftHSM forgets where processes change a token at once, without a {@code changeLock}. */
  @Test
  void nodesThatMakeKeysInTurns_missNoneOfEachOther() throws Exception {
    run(
        nodes -> {
          for (int i = 0; i < 3 * NODES; i++) {
            ask(nodes.node(i % NODES).survivor(0), "keyPackage");
          }
          for (int i = 0; i < NODES; i++) {
            assertEquals("0 0", ask(nodes.node(i).survivor(0), "keys"));
          }
        });
  }

  private interface Course {
    void take(NodesTest nodes) throws Exception;
  }

  private void run(Course course) throws Exception {
    ScratchPostgres.missing().ifPresent(why -> Loudly.notRunButUnderCi("racing nodes", why));
    ScratchSoftHsm.missing().ifPresent(why -> Loudly.notRunButUnderCi("racing nodes", why));
    try (ScratchSoftHsm hsm = ScratchSoftHsm.forAnotherProcess("1234", LABEL);
        ScratchPostgres postgres = ScratchPostgres.start()) {
      token = hsm;
      server = postgres;
      database = postgres.newDatabase();
      try {
        for (int i = 0; i < NODES; i++) {
          nodes[i] = start();
        }
        course.take(this);
      } finally {
        for (SurvivorProcess node : nodes) {
          if (node != null) {
            node.kill();
            node.await();
          }
        }
        tables.forEach(SharedTable::close);
      }
    }
  }

  private void raceAndSettle() throws Exception {
    Random random = new Random(SEED);
    begin(random);
    int kills = race(random);
    settle(random);
    System.out.println(NODES + " nodes, " + GROUPS + " groups, " + kills + " kills: " + outcomes);
    System.out.println(
        tables.stream().mapToLong(SharedTable::head).sum()
            + " epochs, "
            + tables.stream().mapToInt(SharedTable::sent).sum()
            + " messages read once each, "
            + tables.stream().mapToInt(SharedTable::received).sum()
            + " messages heard, "
            + ledger.size()
            + " keys used once each");
  }

  /** Each group begins by a KeyPackage of one node and a Welcome that another takes. */
  private void begin(Random random) throws DiedException {
    for (int i = 0; i < GROUPS; i++) {
      byte[] id = new byte[8];
      random.nextBytes(id);
      String keyPackage = ask(anyNode(random), "keyPackage");
      SharedTable.Invited invited =
          SharedTable.invite(suite, ledger, new GroupId(Bytes.wrap(id)), keyPackage);
      String[] state = ask(anyNode(random), "join", invited.welcome()).split(" ", -1);
      invited.table().agrees(Long.parseLong(state[0]), state[1]);
      tables.add(invited.table());
    }
  }

  private int race(Random random) throws Exception {
    int kills = 0;
    ExecutorService threads = Executors.newFixedThreadPool(NODES * THREADS);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < NODES * THREADS; i++) {
        int node = i / THREADS;
        int thread = i % THREADS;
        Random mine = new Random(random.nextLong());
        workers.add(threads.submit(() -> work(node, thread, mine)));
      }
      int next = OPERATIONS_A_KILL;
      while (!workers.stream().allMatch(Future::isDone)) {
        if (operations.get() > next && next < OPERATIONS) {
          next += OPERATIONS_A_KILL;
          node(random.nextInt(NODES)).kill();
          kills++;
        }
        try {
          workers.get(0).get(5, TimeUnit.MILLISECONDS);
          for (Future<?> one : workers) {
            one.get(5, TimeUnit.MINUTES);
          }
        } catch (java.util.concurrent.TimeoutException e) {
          failEarly(workers);
        }
      }
      for (Future<?> one : workers) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return kills;
  }

  private static void failEarly(List<Future<?>> workers)
      throws ExecutionException, InterruptedException {
    for (Future<?> one : workers) {
      if (one.isDone()) {
        one.get();
      }
    }
  }

  private void work(int node, int thread, Random random) {
    while (operations.getAndIncrement() < OPERATIONS) {
      SharedTable table = tables.get(random.nextInt(tables.size()));
      SurvivorProcess process = node(node);
      try {
        act(process.survivor(thread), table, random);
      } catch (DiedException e) {
        count("died");
        restart(node, process);
      }
    }
  }

  private void act(Survivor node, SharedTable table, Random random) throws DiedException {
    int dice = random.nextInt(100);
    if (dice < 25) {
      String text = "from-" + operations.get();
      String answer = node.ask("protect", table.name, text);
      if (did("protect", answer)) {
        table.hear(answer, text);
      }
    } else if (dice < 45) {
      table.write();
      read(node, table);
    } else if (dice < 60) {
      read(node, table);
    } else if (dice < 72) {
      String answer = node.ask("commit", table.name, "update");
      if (did("commit", answer)) {
        count(table.order(answer) ? "commit ordered" : "commit lost");
        enter(node, table);
      }
    } else if (dice < 78) {
      table.commit();
      enter(node, table);
    } else {
      enter(node, table);
    }
  }

  private void read(Survivor node, SharedTable table) throws DiedException {
    Optional<SharedTable.Letter> letter = table.unread();
    if (letter.isEmpty()) {
      return;
    }
    try {
      String answer = node.ask("process", table.name, letter.get().message);
      if (answer.equals(USED)) {
        count("read: was read");
        table.wasRead(letter.get());
      } else if (did("read", answer)) {
        table.read(letter.get(), answer);
      }
    } catch (DiedException e) {
      table.doubt(letter.get());
      throw e;
    }
  }

  private void enter(Survivor node, SharedTable table) throws DiedException {
    Optional<String> commit = table.nextCommit();
    if (commit.isPresent()) {
      String answer = node.ask("process", table.name, commit.get());
      if (did("enter", answer)) {
        String[] words = answer.split(" ", -1);
        assertEquals("epoch", words[0], answer);
        table.agrees(Long.parseLong(words[1]), words[2]);
      } else { // a node that died may have entered it
        look(node, table);
      }
    }
  }

  private void look(Survivor node, SharedTable table) throws DiedException {
    String answer = node.ask("group", table.name);
    if (did("look", answer)) {
      String[] words = answer.split(" ", -1);
      table.agrees(Long.parseLong(words[0]), words[1]);
    }
  }

  /** All get everything, on whichever node, and then all nodes say the same. */
  private void settle(Random random) throws DiedException {
    isOneAtATime = true;
    for (SharedTable table : tables) {
      for (int i = 0; i < TRIES && table.nextCommit().isPresent(); i++) {
        enter(anyNode(random), table);
      }
      for (int i = 0; i < TRIES && table.unread().isPresent(); i++) {
        read(anyNode(random), table);
      }
      table.assertAllRead();
      for (int i = 0; i < NODES; i++) {
        String state = ask(node(i).survivor(0), "group", table.name);
        assertTrue(state.startsWith(table.expected()), () -> table.name + ": " + state);
      }
    }
    outcomes.merge("reaped", Integer.parseInt(ask(anyNode(random), "reap")), Integer::sum);
    for (int i = 0; i < NODES; i++) {
      assertEquals("0 0", ask(node(i).survivor(0), "keys"));
    }
  }

  /** Whether it was done; refusals are counted, and where nobody races must be explained. */
  private boolean did(String what, String answer) {
    boolean refused = answer.startsWith(MemberService.REFUSED);
    assertTrue(!refused || !isOneAtATime || LATE.contains(answer), () -> what + ": " + answer);
    count(refused ? what + ": " + answer.substring(1) : what);
    return !refused;
  }

  private static String ask(Survivor node, String... words) throws DiedException {
    String answer = node.ask(words);
    assertTrue(
        !answer.startsWith(MemberService.REFUSED) && !answer.equals(MemberService.ABSENT),
        () -> words[0] + ": " + answer);
    return answer;
  }

  private Survivor anyNode(Random random) {
    return node(random.nextInt(NODES)).survivor(0);
  }

  private SurvivorProcess node(int number) {
    synchronized (nodes) {
      return nodes[number];
    }
  }

  /** By the first of its threads that notices. */
  private void restart(int number, SurvivorProcess dead) {
    synchronized (nodes) {
      if (nodes[number] == dead) {
        dead.await();
        try {
          nodes[number] = start();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }

  private SurvivorProcess start() throws IOException {
    return SurvivorProcess.start(
        NodeMain.class,
        THREADS,
        Map.of(
            "SOFTHSM2_CONF",
            token.configuration().toString(),
            NodeMain.PIN,
            new String(token.pin()),
            SurvivorMain.USER,
            server.properties().getProperty("user"),
            SurvivorMain.PASSWORD,
            server.properties().getProperty("password")),
        List.of(
            token.library().toString(),
            LABEL,
            token.configuration().resolveSibling("changes.lock").toString(),
            database,
            Integer.toString(THREADS)),
        count -> {});
  }

  private void count(String outcome) {
    synchronized (outcomes) {
      outcomes.merge(outcome, 1, Integer::sum);
    }
  }
}
