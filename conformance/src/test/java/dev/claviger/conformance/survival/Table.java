package dev.claviger.conformance.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Member;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One group: the members that live, what is on its way to the one that is killed, and what that one
 * has said it is. Confined.
 */
final class Table {
  static final String NAME = "survivor";
  private static final int MOST = 4;

  final GroupId groupId;
  final List<Mail> mail = new ArrayList<>();

  /** Application data that it said it had read. */
  final List<Mail> read = new ArrayList<>();

  /** Its Commits that wait, by message, and whom each adds. */
  final Map<String, List<Witness>> pending = new LinkedHashMap<>();

  /** Of how many proposals it said that they wait for its Commit. */
  int proposals;

  long epoch;
  boolean joined;

  /** The KeyPackage that it was added by, if it was. */
  String invitation = "";

  /** The Welcome that it has not answered. */
  String welcome = "";

  private final CipherSuite suite;
  private final Random random;
  private final GenerationLedger ledger;
  private final List<Witness> witnesses = new ArrayList<>();
  private final Map<Witness, Long> since = new HashMap<>();
  private final Map<Long, String> authenticators = new HashMap<>();
  private final Map<Long, Secret> senderDataSecrets = new HashMap<>();
  private final Set<String> doubtful = new HashSet<>();
  private List<Witness> newcomers = List.of();
  private int texts;

  Table(CipherSuite suite, Random random, GenerationLedger ledger, GroupId groupId) {
    this.suite = suite;
    this.random = random;
    this.ledger = ledger;
    this.groupId = groupId;
  }

  String name() {
    return groupId.value().toHex();
  }

  /** Others make the group and add the member by its KeyPackage. */
  void invite(String keyPackage) {
    invitation = keyPackage;
    Witness first = newWitness();
    first.create(groupId);
    seat(first);
    Witness second = newWitness();
    PendingCommit commit =
        first
            .group()
            .commit()
            .add(MemberService.keyPackage(keyPackage))
            .add(second.client().keyPackage())
            .update()
            .build();
    commit.accept();
    byte[] welcomes = commit.welcome().orElseThrow();
    second.join(welcomes);
    seat(second);
    welcome = MemberService.hex(welcomes);
  }

  /** It says that it has made the group, or joined it. */
  void joins(String state) {
    joined = true;
    epoch = Long.parseLong(state.split(" ", -1)[0]);
    agrees(epoch, state.split(" ", -1)[1]);
    assertEquals(witnesses.isEmpty() ? 0 : 1, epoch);
  }

  /** It says that it has entered an epoch: the next one, and the one that all others entered. */
  void enters(long number, String authenticator) {
    assertEquals(epoch + 1, number, "an epoch was left out, or entered twice");
    agrees(number, authenticator);
    epoch = number;
    pending.clear();
    proposals = 0;
  }

  void agrees(long number, String authenticator) {
    String known = authenticators.putIfAbsent(number, authenticator);
    assertEquals(known == null ? authenticator : known, authenticator, "epoch " + number);
  }

  /** It sent something, or has ready what it may send. */
  void note(String message) {
    Secret secret = senderDataSecrets.get(epoch);
    if (secret != null) { // else nobody else was there
      ledger.note(secret, MemberService.bytes(message));
    }
  }

  /** All others read what it sent. */
  void hear(String message, String text) {
    note(message);
    for (Witness one : witnesses) {
      if (since.get(one) <= epoch) {
        Received received = one.group().process(MemberService.bytes(message));
        assertEquals(text, assertInstanceOf(Received.Application.class, received).text());
      }
    }
  }

  /** All others take a proposal of its. */
  void queue(String proposal) {
    note(proposal);
    witnesses.forEach(
        one ->
            assertInstanceOf(
                Received.ProposalQueued.class, one.group().process(MemberService.bytes(proposal))));
  }

  boolean hasOthers() {
    return !witnesses.isEmpty();
  }

  /** Whether no Commit is on its way to it, and nobody waits for its Welcome. */
  boolean isUpToDate() {
    return mail.stream().noneMatch(Mail::isCommit) && newcomers.isEmpty();
  }

  private boolean isFarAhead() {
    return mail.stream().filter(Mail::isCommit).count() >= 2;
  }

  /** One of the others says something to it. */
  void speak() {
    Witness speaker = anyone();
    if (speaker.group().pendingProposals().isEmpty()) {
      String text = "to-" + texts++;
      byte[] message = speaker.group().protect(text);
      witnesses.stream().filter(one -> one != speaker).forEach(one -> one.group().process(message));
      send(Mail.Kind.APPLICATION, speaker.group().epoch().number(), message, text);
    }
  }

  /** One of the others proposes an Update. */
  void propose() {
    Witness proposer = anyone();
    long in = proposer.group().epoch().number();
    byte[] message = proposer.group().propose().update();
    witnesses.stream().filter(one -> one != proposer).forEach(one -> one.group().process(message));
    send(Mail.Kind.PROPOSAL, in, message, "");
  }

  /** One of the others commits, unless it would go too far ahead. */
  void commit() {
    if (isFarAhead() || !newcomers.isEmpty()) {
      return;
    }
    Witness committer = anyone();
    CommitBuilder builder = committer.group().commit();
    Optional<Witness> added = Optional.empty();
    Optional<Witness> removed = Optional.empty();
    int dice = random.nextInt(40);
    if (dice == 0) {
      survivor(committer).ifPresent(builder::remove);
    } else if (dice < 8 && witnesses.size() < MOST) {
      added = Optional.of(newWitness());
      builder.add(added.get().client().keyPackage());
    } else if (dice < 14 && witnesses.size() > 1) {
      removed = witnesses.stream().filter(one -> one != committer).findFirst();
      builder.remove(committer.group().members().get(place(committer, removed.get())));
    } else {
      builder.update();
    }
    PendingCommit commit = builder.build();
    long in = committer.group().epoch().number();
    follow(commit.message(), Optional.of(committer));
    commit.accept();
    reached(committer);
    added.ifPresent(
        one -> {
          one.join(commit.welcome().orElseThrow());
          seat(one);
        });
    send(Mail.Kind.COMMIT, in, commit.message(), "");
  }

  /** Words for a Commit of the member; whom it adds is in {@code added}. */
  List<String> randomCommit(List<Witness> added) {
    List<String> words = new ArrayList<>(List.of("commit", name()));
    int dice = random.nextInt(4);
    if (witnesses.isEmpty() || (dice == 0 && witnesses.size() < MOST)) {
      for (int i = 0; i < 1 + random.nextInt(2); i++) {
        Witness one = newWitness();
        added.add(one);
        words.add("+" + MemberService.hex(one.client().keyPackage()));
      }
    } else if (dice == 1 && witnesses.size() > 1) {
      words.add("-" + anyone().leaf());
    }
    if (random.nextBoolean()) {
      words.add("update");
    }
    return words;
  }

  /** A Commit of its own is ordered: all others follow it. */
  void order(String commit) {
    byte[] message = MemberService.bytes(commit);
    follow(message, Optional.empty());
    if (hasOthers()) {
      reached(witnesses.get(0));
    }
    newcomers = pending.get(commit);
    mail.removeIf(one -> one.kind() == Mail.Kind.PROPOSAL);
    send(Mail.Kind.OWN_COMMIT, epoch, message, "");
  }

  boolean hasNewcomers() {
    return !newcomers.isEmpty();
  }

  /** Whom it added gets the Welcome. */
  void welcome(List<String> welcomes) {
    for (Witness one : newcomers) {
      one.join(MemberService.bytes(welcomes.get(0)));
      seat(one);
    }
    newcomers = List.of();
  }

  /**
   * What may be handed to it next: whatever may be late, up to the first that changes the group.
   */
  Mail next() {
    for (Mail one : mail) {
      if (one.kind() == Mail.Kind.APPLICATION && one.epoch() <= epoch - 2) {
        return one;
      }
    }
    int first = 0;
    while (first < mail.size() - 1 && mail.get(first).kind() == Mail.Kind.APPLICATION) {
      first++;
    }
    return mail.get(random.nextInt(first + 1));
  }

  /** It died while it read this. */
  void doubt(Mail one) {
    doubtful.add(one.message());
  }

  boolean isDoubtful(Mail one) {
    return doubtful.contains(one.message());
  }

  void close() {
    witnesses.forEach(one -> one.client().close());
    senderDataSecrets.values().forEach(Secret::destroy);
  }

  private void send(Mail.Kind kind, long in, byte[] message, String text) {
    mail.add(new Mail(kind, in, MemberService.hex(message), text));
  }

  private void follow(byte[] commit, Optional<Witness> but) {
    for (Witness one : List.copyOf(witnesses)) {
      if (but.filter(one::equals).isEmpty()
          && one.group().process(commit) instanceof Received.Removed) {
        witnesses.remove(one);
        one.client().close();
      }
    }
    witnesses.stream().filter(one -> but.filter(one::equals).isEmpty()).forEach(this::reached);
  }

  private void seat(Witness one) {
    witnesses.add(one);
    since.put(one, one.group().epoch().number());
    reached(one);
  }

  private void reached(Witness one) {
    long number = one.group().epoch().number();
    agrees(number, one.group().epochAuthenticator().toHex());
    senderDataSecrets.computeIfAbsent(number, absent -> one.senderDataSecret());
  }

  private static Optional<Member> survivor(Witness by) {
    Bytes name = Bytes.utf8(NAME);
    return by.group().members().stream()
        .filter(
            member ->
                member.credential() instanceof Credential.Basic basic
                    && basic.identity().equals(name))
        .findFirst();
  }

  private static int place(Witness by, Witness other) {
    List<Member> members = by.group().members();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).index().value() == other.leaf()) {
        return i;
      }
    }
    throw new AssertionError("not a member");
  }

  private Witness newWitness() {
    return new Witness(suite, "witness");
  }

  private Witness anyone() {
    return witnesses.get(random.nextInt(witnesses.size()));
  }
}
