package dev.claviger.conformance.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The members of one group, each by a stack of its own, and the wires between them. */
final class Table implements AutoCloseable {
  private static final byte[] GROUP = bytes("the table");

  /** One who has a place. */
  private record Seat(String name, PeerClient client, PeerGroup group) {}

  private final int suite;
  private final List<PeerClient> clients = new ArrayList<>();
  private final List<Seat> seats = new ArrayList<>();

  private Table(int suite) {
    this.suite = suite;
  }

  /** Somebody founds a group and is alone in it. */
  static Table foundedBy(PeerStack stack, int suite, String name) {
    Table table = new Table(suite);
    PeerClient client = table.client(stack, name);
    table.seats.add(new Seat(name, client, client.create(GROUP)));
    return table;
  }

  /** A member adds others by one Commit, and they join by its Welcome. */
  void add(String by, List<PeerStack> stacks, List<String> names) {
    List<PeerClient> joiners = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      joiners.add(client(stacks.get(i), names.get(i)));
    }
    List<byte[]> keyPackages = joiners.stream().map(PeerClient::keyPackage).toList();
    byte[] welcome = commit(by, group -> group.add(keyPackages)).welcome().orElseThrow();
    for (int i = 0; i < names.size(); i++) {
      sit(names.get(i), joiners.get(i), welcome);
    }
    assertAgreed();
  }

  /** One member proposes to add somebody, another commits that. */
  void addByProposal(String proposer, String committer, PeerStack stack, String name) {
    PeerClient joiner = client(stack, name);
    byte[] keyPackage = joiner.keyPackage();
    propose(proposer, group -> group.proposeAdd(keyPackage));
    PeerCommit commit = commit(committer, PeerGroup::commitProposals);
    sit(name, joiner, commit.welcome().orElseThrow());
    assertAgreed();
  }

  void update(String by) {
    commit(by, PeerGroup::update);
    assertAgreed();
  }

  void updateByProposal(String proposer, String committer) {
    propose(proposer, PeerGroup::proposeUpdate);
    commit(committer, PeerGroup::commitProposals);
    assertAgreed();
  }

  /** A member removes another, who notices. */
  void remove(String by, String name) {
    PeerCommit commit = seat(by).group().remove(bytes(name));
    dismiss(by, name, commit);
  }

  void removeByProposal(String proposer, String committer, String name) {
    propose(proposer, group -> group.proposeRemove(bytes(name)));
    dismiss(committer, name, seat(committer).group().commitProposals());
  }

  /** Everybody says something, and everybody else reads it. */
  void talk() {
    for (Seat from : seats) {
      say(from, bytes(from.name() + " speaks in epoch " + from.group().epoch()));
    }
  }

  /** A member says something that all others read. */
  void say(String by, byte[] text) {
    say(seat(by), text);
  }

  /** What a member says now, for others to read whenever they like. */
  byte[] saying(String by, String text) {
    return seat(by).group().protect(bytes(text));
  }

  void reads(String name, byte[] message, String text) {
    assertArrayEquals(bytes(text), seat(name).group().unprotect(message));
  }

  List<String> names() {
    return seats.stream().map(Seat::name).toList();
  }

  @Override
  public void close() {
    clients.forEach(PeerClient::close);
  }

  private void say(Seat from, byte[] text) {
    byte[] message = from.group().protect(text);
    for (Seat to : seats) {
      if (!to.equals(from)) {
        assertArrayEquals(text, to.group().unprotect(message), to + " of " + from);
      }
    }
  }

  private PeerCommit commit(String by, Function<PeerGroup, PeerCommit> what) {
    Seat committer = seat(by);
    PeerCommit commit = what.apply(committer.group());
    deliver(committer, commit.message());
    committer.group().accept();
    return commit;
  }

  private void propose(String by, Function<PeerGroup, byte[]> what) {
    Seat proposer = seat(by);
    deliver(proposer, what.apply(proposer.group()));
  }

  private void dismiss(String by, String name, PeerCommit commit) {
    Seat removed = seat(name);
    seats.remove(removed);
    assertFalse(removed.group().follow(commit.message()), name + " was removed");
    deliver(seat(by), commit.message());
    seat(by).group().accept();
    assertAgreed();
  }

  private void deliver(Seat from, byte[] handshake) {
    for (Seat to : seats) {
      if (!to.equals(from)) {
        assertTrue(to.group().follow(handshake), to.name() + " is still a member");
      }
    }
  }

  private void sit(String name, PeerClient client, byte[] welcome) {
    seats.add(new Seat(name, client, client.join(welcome)));
  }

  private void assertAgreed() {
    Seat first = seats.get(0);
    for (Seat other : seats) {
      assertEquals(first.group().epoch(), other.group().epoch(), other.name());
      assertArrayEquals(first.group().export(32), other.group().export(32), other.name());
    }
  }

  private PeerClient client(PeerStack stack, String name) {
    PeerClient client = stack.client(suite, bytes(name));
    clients.add(client);
    return client;
  }

  private Seat seat(String name) {
    return seats.stream().filter(seat -> seat.name().equals(name)).findFirst().orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
