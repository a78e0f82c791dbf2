package dev.claviger.conformance.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.survival.Survivor.DiedException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.GroupId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * All that happens to one member in its groups, by chance: it is told what to do until its process
 * dies, and is looked at when it is there again. Whatever it answered must be so; of what it did
 * not answer, one operation, all must be so or nothing. Confined.
 */
final class Conversation {
  private static final int GROUPS = 2;
  private static final int KEY_PACKAGES = 3;

  private final CipherSuite suite;
  private final Random random;
  private final GenerationLedger ledger;
  private final List<Table> tables = new ArrayList<>();
  private final Set<String> keyPackages = new HashSet<>();
  private Doubt doubt = Doubt.NONE;
  private int answers;
  private int deaths;
  private int reaped;
  private int undone;

  Conversation(CipherSuite suite, Random random, GenerationLedger ledger) {
    this.suite = suite;
    this.random = random;
    this.ledger = ledger;
  }

  /** Goes on until the member dies. */
  DiedException untilItDies(Survivor survivor) {
    try {
      recover(survivor);
      while (true) {
        step(survivor);
      }
    } catch (DiedException e) {
      deaths++;
      return e;
    }
  }

  /** The member lives: it gets everything, and all agree. */
  void settle(Survivor survivor) throws DiedException {
    recover(survivor);
    for (Table table : List.copyOf(tables)) {
      while (tables.contains(table) && (!table.joined || !table.mail.isEmpty())) {
        deliver(survivor, table);
      }
      if (tables.contains(table) && table.hasOthers()) {
        for (String pending : List.copyOf(table.pending.keySet())) {
          drop(survivor, table, pending);
        }
        clear(survivor, table);
        speak(survivor, table);
      }
    }
    assertEquals("0 0", look(survivor, "keys"));
  }

  int answers() {
    return answers;
  }

  int deaths() {
    return deaths;
  }

  /** Keys that a crash had left without a name. */
  int reaped() {
    return reaped;
  }

  /** Operations of which nothing was left. */
  int undone() {
    return undone;
  }

  void close() {
    tables.forEach(Table::close);
  }

  private void step(Survivor survivor) throws DiedException {
    int dice = random.nextInt(100);
    if (tables.isEmpty() || (tables.size() < GROUPS && dice < 20)) {
      open(survivor);
      return;
    }
    Table table = tables.get(random.nextInt(tables.size()));
    if (!table.joined) {
      deliver(survivor, table);
    } else if (dice < 22) {
      speak(survivor, table);
    } else if (dice < 34 && table.hasOthers()) {
      table.speak();
    } else if (dice < 60 && !table.mail.isEmpty()) {
      deliver(survivor, table);
    } else if (dice < 64 && !table.read.isEmpty()) {
      replay(survivor, table);
    } else if (dice < 74) {
      commit(survivor, table);
    } else if (dice < 84) {
      decide(survivor, table);
    } else if (dice < 88 && table.hasOthers()) {
      table.commit();
    } else if (dice < 91) {
      propose(survivor, table);
    } else if (dice < 93 && table.hasOthers() && !table.hasNewcomers()) {
      table.propose();
    } else if (dice < 94) {
      clear(survivor, table);
    } else if (dice < 98) {
      keyPackage(survivor);
    } else if (dice < 99) {
      assertEquals("0 0", ask(survivor, Doubt.NONE, "keys"));
    } else {
      ask(survivor, Doubt.of(Doubt.Kind.DELETE, table), "delete", table.name());
      leave(table);
    }
  }

  /** A group of its own, or one that it is invited to. */
  private void open(Survivor survivor) throws DiedException {
    byte[] id = new byte[8];
    random.nextBytes(id);
    Table table = new Table(suite, random, ledger, new GroupId(Bytes.wrap(id)));
    if (random.nextBoolean()) {
      tables.add(table);
      table.joins(ask(survivor, Doubt.of(Doubt.Kind.CREATE, table), "create", table.name()));
    } else {
      if (keyPackages.isEmpty()) {
        keyPackage(survivor);
      }
      String keyPackage = keyPackages.iterator().next();
      keyPackages.remove(keyPackage);
      table.invite(keyPackage);
      tables.add(table);
    }
  }

  private void keyPackage(Survivor survivor) throws DiedException {
    if (keyPackages.size() < KEY_PACKAGES) {
      keyPackages.add(ask(survivor, Doubt.of(Doubt.Kind.KEY_PACKAGE, ""), "keyPackage"));
    } else {
      String one = keyPackages.iterator().next();
      assertEquals("true", ask(survivor, Doubt.of(Doubt.Kind.WITHDRAW, one), "withdraw", one));
      keyPackages.remove(one);
    }
  }

  private void speak(Survivor survivor, Table table) throws DiedException {
    if (table.proposals == 0 && table.hasOthers()) {
      String text = "from-" + answers;
      Doubt sending = Doubt.of(Doubt.Kind.PROTECT, table);
      table.hear(ask(survivor, sending, "protect", table.name(), text), text);
    }
  }

  private void deliver(Survivor survivor, Table table) throws DiedException {
    if (!table.joined) {
      table.joins(ask(survivor, Doubt.of(Doubt.Kind.JOIN, table), "join", table.welcome));
      return;
    }
    Mail mail = table.next();
    String message = mail.message();
    switch (mail.kind()) {
      case APPLICATION:
        Doubt reading = Doubt.of(Doubt.Kind.READ, table, message);
        String answer = hear(survivor, reading, "process", table.name(), message);
        if (!table.isDoubtful(mail) || !answer.equals(refused(Rule.GENERATION_IS_UNUSED))) {
          assertEquals("text " + mail.text(), answer);
        }
        table.read.add(mail);
        break;
      case PROPOSAL:
        Doubt queueing = Doubt.of(Doubt.Kind.QUEUE, table, message);
        assertEquals("ProposalQueued", ask(survivor, queueing, "process", table.name(), message));
        table.proposals++;
        break;
      default:
        enter(survivor, table, mail);
    }
    table.mail.remove(mail);
  }

  private void enter(Survivor survivor, Table table, Mail commit) throws DiedException {
    Doubt entering = Doubt.of(Doubt.Kind.ENTER, table, commit.message());
    boolean accepts = commit.kind() == Mail.Kind.OWN_COMMIT && random.nextBoolean();
    String operation = accepts ? "accept" : "process";
    String answer = ask(survivor, entering, operation, table.name(), commit.message());
    if (answer.equals("Removed")) {
      leave(table);
      return;
    }
    String[] words = (accepts ? "epoch " + answer : answer).split(" ", -1);
    assertEquals("epoch", words[0], answer);
    table.enters(Long.parseLong(words[1]), words[2]);
    if (table.hasNewcomers()) {
      table.mail.remove(commit);
      table.welcome(MemberService.list(look(survivor, "welcomes", table.name())));
    }
  }

  private void replay(Survivor survivor, Table table) throws DiedException {
    Mail mail = table.read.get(random.nextInt(table.read.size()));
    String answer = hear(survivor, Doubt.NONE, "process", table.name(), mail.message());
    assertTrue(answer.startsWith(MemberService.REFUSED), () -> "read twice: " + answer);
  }

  private void commit(Survivor survivor, Table table) throws DiedException {
    if (table.isUpToDate() && table.pending.size() < 3) {
      List<Witness> added = new ArrayList<>();
      List<String> words = table.randomCommit(added);
      unanswered = added;
      Doubt making = Doubt.of(Doubt.Kind.COMMIT, table);
      String message = ask(survivor, making, words.toArray(String[]::new));
      table.note(message);
      table.pending.put(message, added);
    }
  }

  /** Whom the Commit adds that is being made. */
  private List<Witness> unanswered = List.of();

  /** A Commit that waits is ordered, or another one is, or it is given up. */
  private void decide(Survivor survivor, Table table) throws DiedException {
    if (table.pending.isEmpty() || !table.isUpToDate()) {
      return;
    }
    List<String> waiting = List.copyOf(table.pending.keySet());
    String one = waiting.get(random.nextInt(waiting.size()));
    int dice = random.nextInt(10);
    if (dice < 6) {
      table.order(one);
    } else if (dice < 8 && table.hasOthers()) {
      table.commit();
    } else {
      drop(survivor, table, one);
    }
  }

  private void drop(Survivor survivor, Table table, String one) throws DiedException {
    ask(survivor, Doubt.of(Doubt.Kind.DROP, table, one), "drop", table.name(), one);
    table.pending.remove(one);
  }

  private void propose(Survivor survivor, Table table) throws DiedException {
    if (table.isUpToDate() && table.hasOthers() && table.proposals < 3) {
      Doubt proposing = Doubt.of(Doubt.Kind.PROPOSE, table);
      table.queue(ask(survivor, proposing, "propose", table.name()));
      table.proposals++;
    }
  }

  private void clear(Survivor survivor, Table table) throws DiedException {
    ask(survivor, Doubt.of(Doubt.Kind.CLEAR, table), "clear", table.name());
    table.proposals = 0;
  }

  private void leave(Table table) {
    tables.remove(table);
    table.close();
  }

  /** Compares the member with what it has answered, and takes down what the last operation was. */
  private void recover(Survivor survivor) throws DiedException {
    reaped += Integer.parseInt(look(survivor, "reap"));
    assertEquals("0 0", look(survivor, "keys"));
    Set<String> groups = Set.copyOf(MemberService.list(look(survivor, "groups")));
    for (Table table : List.copyOf(tables)) {
      boolean there = groups.contains(table.name());
      if (there) {
        recover(survivor, table);
      } else if (table.joined) {
        boolean mayEnd = doubt.is(Doubt.Kind.DELETE, table) || doubt.is(Doubt.Kind.ENTER, table);
        assertTrue(mayEnd, () -> "a group is lost: " + doubt);
        leave(table);
      } else if (table.welcome.isEmpty()) {
        assertTrue(doubt.is(Doubt.Kind.CREATE, table), () -> "a group is lost: " + doubt);
        leave(table);
        undone++;
      }
    }
    assertTrue(groups.stream().allMatch(name -> isTable(name)), "a group that nobody asked for");
    waiting(survivor);
    assertEquals("0 0", look(survivor, "keys"));
    doubt = Doubt.NONE;
  }

  private boolean isTable(String name) {
    return tables.stream().anyMatch(table -> table.name().equals(name));
  }

  private void waiting(Survivor survivor) throws DiedException {
    Set<String> there = new HashSet<>(MemberService.list(look(survivor, "waiting")));
    if (doubt.kind() == Doubt.Kind.WITHDRAW && !there.contains(doubt.message())) {
      keyPackages.remove(doubt.message());
    }
    Set<String> known = new HashSet<>(keyPackages);
    tables.stream()
        .filter(table -> !table.joined && !table.invitation.isEmpty())
        .forEach(table -> known.add(table.invitation));
    if (doubt.kind() == Doubt.Kind.KEY_PACKAGE) {
      Set<String> more = new HashSet<>(there);
      more.removeAll(known);
      assertTrue(more.size() <= 1, "more KeyPackages than were asked for");
      undone += 1 - more.size();
      keyPackages.addAll(more);
      known.addAll(more);
    }
    assertEquals(known, there, () -> "KeyPackages that wait, after " + doubt.kind());
  }

  private void recover(Survivor survivor, Table table) throws DiedException {
    String[] words = look(survivor, "group", table.name()).split(" ", -1);
    long epoch = Long.parseLong(words[0]);
    int proposals = Integer.parseInt(words[2]);
    Set<String> pending = new HashSet<>(MemberService.list(words[3]));
    String where = "after " + doubt.kind() + " in epoch " + table.epoch;
    if (!table.joined) {
      assertTrue(doubt.is(Doubt.Kind.JOIN, table) || doubt.is(Doubt.Kind.CREATE, table), where);
      table.joins(words[0] + " " + words[1]);
    } else if (epoch != table.epoch) {
      assertTrue(doubt.is(Doubt.Kind.ENTER, table), where);
      table.enters(epoch, words[1]);
      table.mail.removeIf(mail -> mail.message().equals(doubt.message()));
    } else {
      table.agrees(epoch, words[1]);
      boolean stayed = doubt.is(Doubt.Kind.ENTER, table);
      undone += stayed ? 1 : 0;
      recoverPending(table, pending, where);
      recoverProposals(survivor, table, proposals, where);
      table.mail.stream()
          .filter(mail -> doubt.is(Doubt.Kind.READ, table))
          .filter(mail -> mail.message().equals(doubt.message()))
          .forEach(table::doubt);
    }
    assertEquals(table.pending.keySet(), pending, where);
    boolean waits = table.mail.stream().anyMatch(mail -> mail.kind() == Mail.Kind.OWN_COMMIT);
    if (table.hasNewcomers() && !waits) {
      table.welcome(MemberService.list(look(survivor, "welcomes", table.name())));
    }
  }

  /** Its Commits are those that it said were made, and at most one that it did not come to say. */
  private void recoverPending(Table table, Set<String> there, String where) {
    if (doubt.is(Doubt.Kind.DROP, table) && !there.contains(doubt.message())) {
      table.pending.remove(doubt.message());
    }
    Set<String> more = new HashSet<>(there);
    more.removeAll(table.pending.keySet());
    if (doubt.is(Doubt.Kind.COMMIT, table)) {
      assertTrue(more.size() <= 1, where);
      undone += 1 - more.size();
      for (String one : more) {
        table.note(one);
        table.pending.put(one, unanswered);
      }
    }
  }

  private void recoverProposals(Survivor survivor, Table table, int there, String where)
      throws DiedException {
    if (doubt.is(Doubt.Kind.QUEUE, table) && there == table.proposals + 1) {
      table.proposals++;
      table.mail.removeIf(mail -> mail.message().equals(doubt.message()));
    } else if (doubt.is(Doubt.Kind.CLEAR, table) && there == 0) {
      table.proposals = 0;
    } else if (doubt.is(Doubt.Kind.PROPOSE, table)) {
      assertTrue(there == 0 || there - table.proposals <= 1, where);
      look(survivor, "clear", table.name()); // nobody else has it
      table.proposals = 0;
      return;
    }
    assertEquals(table.proposals, there, where + ": proposals");
  }

  /** Has it do what it must not refuse. */
  private String ask(Survivor survivor, Doubt asked, String... words) throws DiedException {
    String answer = hear(survivor, asked, words);
    assertFalse(answer.startsWith(MemberService.REFUSED), () -> words[0] + ": " + answer);
    assertFalse(answer.equals(MemberService.ABSENT), () -> words[0] + ": " + answer);
    return answer;
  }

  /** As {@link #ask}, what changes nothing or may be done twice: what is in doubt stays so. */
  private static String look(Survivor survivor, String... words) throws DiedException {
    String answer = survivor.ask(words);
    assertFalse(answer.startsWith(MemberService.REFUSED), () -> words[0] + ": " + answer);
    return answer;
  }

  private String hear(Survivor survivor, Doubt asked, String... words) throws DiedException {
    doubt = asked;
    String answer = survivor.ask(words);
    doubt = Doubt.NONE;
    answers++;
    return answer;
  }

  private static String refused(Rule rule) {
    return MemberService.REFUSED + rule;
  }
}
