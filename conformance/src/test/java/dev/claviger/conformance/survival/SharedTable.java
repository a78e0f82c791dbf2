package dev.claviger.conformance.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.GroupId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One group of a client that several nodes are: its Delivery Service, and the other member, which
 * lives. Thread-safe.
 */
final class SharedTable {
  private static final int PAST_EPOCHS = 2;

  final String name;
  private final GenerationLedger ledger;
  private final Witness witness;

  /** In their order; the one at n ends epoch n + 1, in which all begin. */
  private final List<String> commits = new ArrayList<>();

  private final Map<Long, String> authenticators = new HashMap<>();
  private final Map<Long, Secret> senderDataSecrets = new HashMap<>();
  private final List<Letter> letters = new ArrayList<>();
  private long answered = 1;
  private int sent;
  private int received;

  /** Data for the nodes, any of which may read them, and one of them once. */
  static final class Letter {
    final long epoch;
    final String message;
    final String text;
    private int readings;

    /** A node died while it read it. */
    private boolean doubtful;

    /** Another was told then that it had been read, by that one or by one not heard yet. */
    private boolean gone;

    private Letter(long epoch, String message, String text) {
      this.epoch = epoch;
      this.message = message;
      this.text = text;
    }

    private boolean isRead() {
      return readings > 0 || gone;
    }
  }

  private SharedTable(CipherSuite suite, GenerationLedger ledger, GroupId groupId) {
    this.name = groupId.value().toHex();
    this.ledger = ledger;
    this.witness = new Witness(suite, "witness");
    witness.create(groupId);
  }

  /** What was made, and the Welcome for the nodes. */
  record Invited(SharedTable table, String welcome) {}

  static Invited invite(
      CipherSuite suite, GenerationLedger ledger, GroupId groupId, String keyPackage) {
    SharedTable table = new SharedTable(suite, ledger, groupId);
    PendingCommit commit =
        table.witness.group().commit().add(MemberService.keyPackage(keyPackage)).update().build();
    commit.accept();
    table.reached();
    return new Invited(table, MemberService.hex(commit.welcome().orElseThrow()));
  }

  /** The Commit that ends the last epoch that a node has said it is in, if there is one. */
  synchronized Optional<String> nextCommit() {
    return answered <= commits.size()
        ? Optional.of(commits.get((int) answered - 1))
        : Optional.empty();
  }

  /** A node says that it is in an epoch. */
  synchronized void agrees(long epoch, String authenticator) {
    assertEquals(authenticators.get(epoch), authenticator, name + " forks in epoch " + epoch);
    answered = Math.max(answered, epoch);
  }

  /** A node made a Commit; false if it is not ordered: another one was, or data are unread. */
  synchronized boolean order(String commit) {
    byte[] message = MemberService.bytes(commit);
    long epoch = GenerationLedger.epoch(message);
    ledger.note(senderDataSecrets.get(epoch), message);
    if (epoch != head() || !isReadInTime()) {
      return false;
    }
    assertInstanceOf(Received.NewEpoch.class, witness.group().process(message));
    commits.add(commit);
    reached();
    return true;
  }

  /** A node sent data; the other member reads them unless they are too old. */
  synchronized void hear(String data, String text) {
    byte[] message = MemberService.bytes(data);
    long epoch = GenerationLedger.epoch(message);
    ledger.note(senderDataSecrets.get(epoch), message);
    if (epoch >= head() - PAST_EPOCHS) {
      Received read = witness.group().process(message);
      assertEquals(text, assertInstanceOf(Received.Application.class, read).text());
      received++;
    }
  }

  /** The other member commits, if the nodes have read what would be too old for them then. */
  synchronized void commit() {
    if (answered >= head() - 1 && isReadInTime()) {
      PendingCommit commit = witness.group().commit().update().build();
      commit.accept();
      commits.add(MemberService.hex(commit.message()));
      reached();
    }
  }

  /** Whether nothing is unread that another epoch would make too old. */
  private boolean isReadInTime() {
    return letters.stream().allMatch(one -> one.epoch > head() - PAST_EPOCHS || one.isRead());
  }

  /** The other member says something to the nodes. */
  synchronized Letter write() {
    String text = "to-" + sent++;
    String message = MemberService.hex(witness.group().protect(text));
    Letter letter = new Letter(head(), message, text);
    letters.add(letter);
    return letter;
  }

  /** One that a node can read, as far as it was said, and none has read yet. */
  synchronized Optional<Letter> unread() {
    return letters.stream().filter(one -> one.epoch <= answered && !one.isRead()).findFirst();
  }

  /** A node read it. */
  synchronized void read(Letter letter, String answer) {
    assertEquals("text " + letter.text, answer);
    assertEquals(1, ++letter.readings, name + " read a message twice");
  }

  /** A node died while it read it: whether it has cannot be known but by trying. */
  synchronized void doubt(Letter letter) {
    letter.doubtful = true;
  }

  /** A node says that it was read before. */
  synchronized void wasRead(Letter letter) {
    letter.gone |= letter.doubtful;
  }

  synchronized void assertAllRead() {
    assertTrue(letters.stream().allMatch(Letter::isRead), name + ": a message is lost");
  }

  /** The state that all nodes must be in. */
  synchronized String expected() {
    return head() + " " + authenticators.get(head()) + " 0 ";
  }

  synchronized long head() {
    return commits.size() + 1L;
  }

  synchronized int sent() {
    return sent;
  }

  synchronized int received() {
    return received;
  }

  void close() {
    witness.client().close();
    senderDataSecrets.values().forEach(Secret::destroy);
  }

  private void reached() {
    long number = witness.group().epoch().number();
    assertEquals(head(), number);
    authenticators.put(number, witness.group().epochAuthenticator().toHex());
    senderDataSecrets.put(number, witness.senderDataSecret());
  }
}
