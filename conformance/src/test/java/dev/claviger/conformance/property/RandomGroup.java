package dev.claviger.conformance.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Member;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A group and a Delivery Service that orders its Commits, but delivers nothing reliably. Members
 * follow at their own pace; all who reach an epoch must agree on it.
 */
final class RandomGroup {
  private static final int FEWEST = 10;
  private static final int MOST = 30;

  private final CipherSuite suite;
  private final Random random;
  private final SoftwareVault vault = SoftwareVault.create();
  private final List<Peer> peers = new ArrayList<>();
  private final Map<Peer, byte[]> welcomes = new HashMap<>();

  /** The Commits in their order; the one at n ends epoch n. */
  private final List<byte[]> log = new ArrayList<>();

  private final Map<Long, Bytes> authenticators = new HashMap<>();
  private int sent;
  private int heard;

  RandomGroup(CipherSuite suite, Random random) {
    this.suite = suite;
    this.random = random;
    Peer creator = newPeer();
    creator.enter(creator.client().createGroup());
    arrived(creator);
    commit(creator, this::addMany);
  }

  /** One random thing happens. */
  void step() {
    int dice = random.nextInt(100);
    if (dice < 30) {
      say(anyone());
    } else if (dice < 60) {
      hear(anyone());
    } else if (dice < 75) {
      catchUp(anyone(), 1 + random.nextInt(3));
    } else if (dice < 80) {
      joinOne();
    } else if (dice < 85) {
      commitInVain();
    } else {
      commit(upToDate(), this::anyChange);
    }
  }

  /** The network heals: everybody gets everything, and all read what each says. */
  void settle() {
    List.copyOf(welcomes.keySet()).forEach(this::join);
    peers.forEach(peer -> catchUp(peer, log.size()));
    List<Peer> members = members();
    for (Peer speaker : members) {
      byte[] message = speaker.group().protect("finally " + speaker.name());
      for (Peer listener : members) {
        if (listener != speaker) {
          Received.Application received =
              assertInstanceOf(Received.Application.class, listener.group().process(message));
          assertEquals("finally " + speaker.name(), received.text());
          assertEquals(nameOf(received.sender()), speaker.name());
        }
      }
    }
    assertEquals(head(), members.get(0).epoch());
    assertEquals(members.size(), members.get(0).group().members().size());
  }

  String summary() {
    return members().size()
        + " members in epoch "
        + head()
        + ", "
        + peers.size()
        + " ever; "
        + sent
        + " messages sent, "
        + heard
        + " deliveries read";
  }

  private void say(Peer speaker) {
    String text = "message " + sent++ + " of " + speaker.name();
    Bytes message = Bytes.copyOf(speaker.group().protect(text));
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
        Refusal.orEmpty(() -> listener.group().process(post.message().toByteArray()));
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
    assertEquals(post.from().name(), nameOf(data.sender()));
  }

  /** A member follows the log, which may come out of order, twice, or damaged. */
  private void catchUp(Peer peer, int commits) {
    for (int i = 0; i < commits && peer.isIn() && peer.epoch() < head(); i++) {
      int next = Math.toIntExact(peer.epoch());
      if (random.nextInt(4) != 0) {
        hear(peer);
      }
      if (random.nextInt(5) == 0 && next + 1 < log.size()) {
        assertRefused(peer, log.get(next + 1));
      }
      if (random.nextInt(5) == 0) {
        assertRefused(peer, corrupted(log.get(next)));
      }
      Received received = peer.group().process(log.get(next));
      if (received instanceof Received.Removed) {
        peer.leave();
        peer.inbox().clear();
        return;
      }
      assertInstanceOf(Received.NewEpoch.class, received);
      arrived(peer);
      if (random.nextInt(5) == 0) {
        assertRefused(peer, log.get(next));
      }
    }
  }

  private void commit(Peer committer, Change change) {
    CommitBuilder builder = committer.group().commit();
    List<Peer> joiners = change.to(builder, committer);
    PendingCommit commit = builder.build();
    log.add(commit.message());
    if (random.nextBoolean()) {
      commit.accept();
    } else {
      committer.group().process(commit.message());
    }
    arrived(committer);
    joiners.forEach(joiner -> welcomes.put(joiner, commit.welcome().orElseThrow()));
  }

  /** Somebody commits, perhaps in an epoch that others have left, and another one is ordered. */
  private void commitInVain() {
    Peer peer = anyone();
    PendingCommit commit = peer.group().commit().build();
    if (peer.epoch() < head()) {
      members().stream()
          .filter(other -> other.epoch() > peer.epoch())
          .findFirst()
          .ifPresent(other -> assertRefused(other, commit.message()));
    }
    if (random.nextBoolean()) {
      commit.drop();
    }
  }

  private List<Peer> anyChange(CommitBuilder builder, Peer committer) {
    int size = committer.group().members().size();
    List<Peer> joiners = new ArrayList<>();
    int dice = random.nextInt(3);
    if ((dice == 0 && size > FEWEST) || size >= MOST) {
      remove(builder, committer);
    }
    if ((dice == 1 && size < MOST) || size <= FEWEST) {
      joiners.add(add(builder));
    }
    if (random.nextBoolean()) {
      builder.update();
    }
    return joiners;
  }

  private List<Peer> addMany(CommitBuilder builder, Peer committer) {
    List<Peer> joiners = new ArrayList<>();
    while (joiners.size() < FEWEST + random.nextInt(5)) {
      joiners.add(add(builder));
    }
    return joiners;
  }

  private Peer add(CommitBuilder builder) {
    Peer joiner = newPeer();
    builder.add(joiner.client().keyPackage());
    return joiner;
  }

  private void remove(CommitBuilder builder, Peer committer) {
    List<Member> others =
        committer.group().members().stream()
            .filter(member -> !nameOf(member).equals(committer.name()))
            .toList();
    builder.remove(others.get(random.nextInt(others.size())));
  }

  private void joinOne() {
    welcomes.keySet().stream()
        .min(java.util.Comparator.comparing(Peer::name))
        .ifPresent(this::join);
  }

  private void join(Peer joiner) {
    byte[] welcome = welcomes.remove(joiner);
    joiner.enter(joiner.client().join(welcome));
    arrived(joiner);
  }

  private void arrived(Peer peer) {
    Bytes authenticator = peer.group().epochAuthenticator();
    Bytes known = authenticators.putIfAbsent(peer.epoch(), authenticator);
    if (known != null) {
      assertEquals(known, authenticator, peer + " disagrees");
    }
  }

  private void assertRefused(Peer peer, byte[] message) {
    Optional<Received> received = Refusal.orEmpty(() -> peer.group().process(message));
    assertTrue(received.isEmpty(), () -> peer + " took " + received);
  }

  private byte[] corrupted(byte[] message) {
    byte[] copy = message.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return copy;
  }

  private long head() {
    return log.size();
  }

  private List<Peer> members() {
    return peers.stream().filter(Peer::isIn).toList();
  }

  private Peer anyone() {
    List<Peer> members = members();
    return members.get(random.nextInt(members.size()));
  }

  /** One that has followed to the end, which somebody always has: the last committer, say. */
  private Peer upToDate() {
    Peer peer = anyone();
    catchUp(peer, log.size());
    return peer.isIn() ? peer : upToDate();
  }

  private Peer newPeer() {
    String name = "peer" + String.format("%03d", peers.size());
    Peer peer =
        new Peer(
            name,
            MlsClient.builder()
                .suite(suite)
                .credential(Credential.basic(name))
                .vault(vault)
                .build());
    peers.add(peer);
    return peer;
  }

  private static String nameOf(Member member) {
    return member.credential() instanceof Credential.Basic basic
        ? new String(basic.identity().toByteArray(), java.nio.charset.StandardCharsets.UTF_8)
        : "";
  }

  /** What a Commit is to do; the answer is who joins by it. */
  private interface Change {
    List<Peer> to(CommitBuilder builder, Peer committer);
  }
}
