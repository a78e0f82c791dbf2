package dev.claviger.conformance.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.ExternalJoinBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.Received;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.KeyPackage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A group whose Commits are ordered, but to whom nothing is delivered reliably. Members follow at
 * their own pace; all who reach an epoch must agree on it.
 */
final class RandomGroup {
  private final CipherSuite suite;
  private final Random random;
  private final RandomChange change;
  private final DeliveryService service = new DeliveryService();
  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private final Map<Long, Bytes> authenticators = new HashMap<>();
  private int proposed;
  private int sent;
  private int heard;
  private int resynced;

  RandomGroup(CipherSuite suite, Random random, int fewest, int most) {
    this.suite = suite;
    this.random = random;
    this.change = new RandomChange(random, fewest, most, this::invite, service.psks());
    Peer creator = newPeer();
    creator.enter(creator.client().createGroup());
    arrived(creator);
    CommitBuilder first = creator.group().commit();
    for (int i = 0; i < fewest + random.nextInt(5); i++) {
      first.add(invite());
    }
    order(creator, first);
  }

  /** One random thing happens. */
  void step() {
    int dice = random.nextInt(100);
    if (dice < 22) {
      say(anyone());
    } else if (dice < 44) {
      hear(anyone());
    } else if (dice < 56) {
      catchUp(anyone(), 1 + random.nextInt(3));
    } else if (dice < 70) {
      propose(anyone());
    } else if (dice < 75) {
      service.welcomes().keySet().stream().findFirst().ifPresent(this::join);
    } else if (dice < 79) {
      commitInVain(anyone());
    } else if (dice < 81) {
      comeInVain(newPeer(), anyone());
    } else if (dice < 84) {
      comeOrComeBack();
    } else {
      commit(upToDate());
    }
  }

  /** The network heals: everybody gets everything, and all read what each says. */
  void settle() {
    gather();
    Peer last = upToDate();
    members().forEach(this::takeProposals);
    order(last, last.group().commit());
    gather();
    List<Peer> members = members();
    assertEquals(service.head(), members.get(0).epoch());
    assertEquals(members.size(), members.get(0).group().members().size());
    members.forEach(this::speakToAll);
  }

  List<Peer> members() {
    return peers.values().stream().filter(Peer::isIn).toList();
  }

  /** A Commit is ordered, and whom it adds is welcomed. */
  void order(Peer committer, CommitBuilder builder) {
    PendingCommit commit = builder.build();
    service.order(commit.message());
    if (random.nextBoolean()) {
      commit.accept();
    } else {
      committer.group().process(commit.message());
    }
    arrived(committer);
    commit
        .changes()
        .added()
        .forEach(
            member ->
                service
                    .welcomes()
                    .put(peers.get(RandomChange.nameOf(member)), commit.welcome().orElseThrow()));
  }

  /** Everybody who can be in the group is, and at its head. */
  void gather() {
    while (!service.welcomes().isEmpty()
        || members().stream().anyMatch(peer -> peer.epoch() < service.head())) {
      List.copyOf(service.welcomes().keySet()).forEach(this::join);
      members().forEach(peer -> catchUp(peer, Integer.MAX_VALUE));
    }
  }

  String summary() {
    return members().size()
        + " members in epoch "
        + service.head()
        + ", "
        + peers.size()
        + " ever; "
        + proposed
        + " proposals, "
        + resynced
        + " came or came back by themselves, "
        + sent
        + " messages sent, "
        + heard
        + " deliveries read";
  }

  private void speakToAll(Peer speaker) {
    byte[] message = speaker.group().protect("finally " + speaker.name());
    for (Peer listener : members()) {
      if (listener != speaker) {
        Received.Application received =
            assertInstanceOf(Received.Application.class, listener.group().process(message));
        assertEquals("finally " + speaker.name(), received.text());
        assertEquals(speaker.name(), RandomChange.nameOf(received.sender()));
      }
    }
  }

  private void say(Peer speaker) {
    Group group = speaker.group();
    if (!group.pendingProposals().isEmpty()) {
      Refusal.assertBy(Rule.PROPOSALS_ARE_COMMITTED_FIRST, () -> group.protect("too early"));
      return;
    }
    String text = "message " + sent++ + " of " + speaker.name();
    Bytes message = Bytes.copyOf(group.protect(text));
    for (Peer listener : members()) {
      if (listener != speaker && random.nextInt(10) != 0) {
        Post post = new Post(speaker, speaker.epoch(), text, message);
        int copies = random.nextInt(10) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
          listener.inbox().add(random.nextInt(listener.inbox().size() + 1), post);
        }
      }
    }
  }

  private void hear(Peer listener) {
    for (Post post : List.copyOf(listener.inbox())) {
      hear(listener, post);
    }
  }

  private void hear(Peer listener, Post post) {
    if (random.nextInt(10) == 0) {
      assertRefused(listener, corrupted(post.message().toByteArray()));
    }
    Optional<Received> received =
        Refusal.byRule(() -> listener.group().process(post.message().toByteArray()));
    received.ifPresent(r -> assertIs(post, r));
    if (post.epoch() > listener.epoch()) {
      assertTrue(received.isEmpty(), "read " + post + " of an epoch to come");
      return;
    }
    boolean first = listener.inbox().remove(post) && !listener.hasRead(post);
    if (post.epoch() == listener.epoch()) {
      assertEquals(first, received.isPresent(), listener + " reads " + post + " once");
    }
    if (received.isPresent()) {
      assertTrue(first, listener + " read " + post + " twice");
      listener.remember(post);
      heard++;
    }
  }

  private void assertIs(Post post, Received received) {
    Received.Application data = assertInstanceOf(Received.Application.class, received);
    assertEquals(post.text(), data.text());
    assertEquals(post.from().name(), RandomChange.nameOf(data.sender()));
  }

  /** Some get it at once, some only if a Commit refers to it, and some too late. */
  private void propose(Peer proposer) {
    byte[] message = change.propose(proposer);
    proposed++;
    service.keepProposal(proposer.epoch(), message);
    for (Peer peer : members()) {
      if (peer == proposer || random.nextInt(3) == 0) {
        continue;
      }
      if (random.nextInt(10) == 0) {
        assertRefused(peer, corrupted(message));
      }
      if (peer.epoch() == proposer.epoch()) {
        assertInstanceOf(Received.ProposalQueued.class, peer.group().process(message));
      } else {
        assertRefused(peer, message);
      }
    }
  }

  /** All proposals of its epoch come, its own and those that it has among them. */
  private void takeProposals(Peer peer) {
    for (byte[] message : service.proposals(peer.epoch())) {
      Refusal.byRule(() -> peer.group().process(message));
    }
  }

  /** A member follows the Commits, which may come out of order, twice, or damaged. */
  private void catchUp(Peer peer, int commits) {
    for (int i = 0; i < commits && peer.isIn() && service.hasCommit(peer.epoch()); i++) {
      long epoch = peer.epoch();
      if (random.nextInt(4) != 0) {
        hear(peer);
      }
      if (random.nextInt(5) == 0 && service.hasCommit(epoch + 1)) {
        assertRefused(peer, service.commit(epoch + 1));
      }
      if (random.nextInt(5) == 0) {
        assertRefused(peer, corrupted(service.commit(epoch)));
      }
      Optional<Received> received = follow(peer, () -> peer.group().process(service.commit(epoch)));
      if (received.isEmpty()) {
        comeBack(peer);
      } else if (received.get() instanceof Received.Removed) {
        peer.leave();
        peer.inbox().clear();
      } else {
        arrived(peer);
        if (random.nextInt(5) == 0) {
          assertRefused(peer, service.commit(epoch));
        }
      }
    }
  }

  /**
   * What was missed is asked for: proposals that are referred to, and PSKs. Empty if that does not
   * help, because it takes a resumption PSK of an epoch before the peer came.
   */
  private <T> Optional<T> follow(Peer peer, java.util.function.Supplier<T> action) {
    try {
      return Optional.of(action.get());
    } catch (ValidationException e) {
      if (e.rule() == Rule.PROPOSAL_REFERENCE_IS_KNOWN) {
        takeProposals(peer);
      } else if (e.rule() != Rule.PSK_IS_AVAILABLE) {
        throw e;
      }
    }
    try {
      peer.learn(service.psks());
      return Optional.of(action.get());
    } catch (ValidationException e) {
      if (e.rule() != Rule.PSK_IS_AVAILABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void commit(Peer committer) {
    if (random.nextBoolean()) {
      takeProposals(committer);
    }
    committer.learn(service.psks());
    CommitBuilder builder = committer.group().commit();
    change.commit(builder, committer);
    order(committer, builder);
  }

  /** Somebody commits, perhaps in an epoch that others have left, and another one is ordered. */
  private void commitInVain(Peer peer) {
    PendingCommit commit = peer.group().commit().build();
    laterThan(peer).ifPresent(other -> assertRefused(other, commit.message()));
    if (random.nextBoolean()) {
      commit.drop();
    }
  }

  private void comeOrComeBack() {
    Peer helper = upToDate();
    Peer peer = random.nextBoolean() ? newPeer() : anyone();
    comeIn(peer == helper ? newPeer() : peer, helper);
  }

  /** One that cannot follow the others any more joins them anew. */
  private void comeBack(Peer peer) {
    peer.leave();
    comeIn(peer, upToDate());
  }

  private void comeIn(Peer peer, Peer helper) {
    peer.leave();
    ExternalJoinBuilder builder = peer.client().externalJoin(helper.group().groupInfo(true));
    helper.group().members().stream()
        .filter(member -> RandomChange.nameOf(member).equals(peer.name()))
        .forEach(member -> builder.replacing(member.index()));
    if (!service.psks().isEmpty() && random.nextInt(3) == 0) {
      peer.learn(service.psks());
      builder.psk(service.psks().iterator().next());
    }
    PendingJoin join = builder.build();
    service.order(join.message());
    service.welcomes().remove(peer);
    peer.enter(join.accept());
    arrived(peer);
    resynced++;
  }

  /** By the GroupInfo of an epoch that may be over. */
  private void comeInVain(Peer peer, Peer helper) {
    PendingJoin join = peer.client().joinExternally(helper.group().groupInfo(true));
    laterThan(helper).ifPresent(other -> assertRefused(other, join.message()));
    assertRefused(helper, corrupted(join.message()));
    join.drop();
  }

  private void join(Peer joiner) {
    byte[] welcome = service.welcomes().remove(joiner);
    if (random.nextInt(3) == 0) {
      joinByCorrupted(joiner, welcome);
    }
    if (!joiner.isIn()) {
      follow(joiner, () -> joiner.client().join(welcome))
          .ifPresentOrElse(joiner::enter, () -> comeBack(joiner));
    }
    arrived(joiner);
  }

  /** Damage to what is for the other joiners, this one need not notice. */
  private void joinByCorrupted(Peer joiner, byte[] welcome) {
    byte[] corrupted = corrupted(welcome);
    Refusal.byRule(() -> joiner.client().join(corrupted)).ifPresent(joiner::enter);
  }

  private void arrived(Peer peer) {
    Bytes authenticator = peer.group().epochAuthenticator();
    Bytes known = authenticators.putIfAbsent(peer.epoch(), authenticator);
    if (known != null) {
      assertEquals(known, authenticator, peer + " disagrees");
    }
  }

  private void assertRefused(Peer peer, byte[] message) {
    Optional<Received> received = Refusal.byRule(() -> peer.group().process(message));
    assertTrue(received.isEmpty(), () -> peer + " took " + received);
  }

  private byte[] corrupted(byte[] message) {
    byte[] copy = message.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return copy;
  }

  private Optional<Peer> laterThan(Peer peer) {
    return members().stream().filter(other -> other.epoch() > peer.epoch()).findFirst();
  }

  private Peer anyone() {
    List<Peer> members = members();
    return members.get(random.nextInt(members.size()));
  }

  /** One that has followed to the end, which somebody always has: the last committer, say. */
  private Peer upToDate() {
    Peer peer = anyone();
    catchUp(peer, Integer.MAX_VALUE);
    return peer.isIn() ? peer : upToDate();
  }

  private KeyPackage invite() {
    return newPeer().client().keyPackage();
  }

  private Peer newPeer() {
    String name = "peer" + peers.size();
    Peer peer = new Peer(name, suite, random.nextBoolean());
    if (random.nextInt(4) != 0) {
      peer.learn(service.psks());
    }
    peers.put(name, peer);
    return peer;
  }
}
