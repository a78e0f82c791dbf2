package dev.claviger.mls.ratchet;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.LabelledExpander;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.ValidationException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The message keys of an epoch (RFC 9420 §9).
 *
 * <pre>
 * tree_node_[N]_secret
 *         |
 *         +--> ExpandWithLabel(., "tree", "left", KDF.Nh)
 *         |    = tree_node_[left(N)]_secret
 *         |
 *         +--> ExpandWithLabel(., "tree", "right", KDF.Nh)
 *              = tree_node_[right(N)]_secret
 * </pre>
 *
 * <p>Secrets are derived when a sender is first heard of, and those on the way are deleted at once
 * (§9.2): what remains are the siblings, from which no consumed value can be computed.
 */
public final class SecretTree implements AutoCloseable {
  private static final Bytes LEFT = Bytes.utf8("left");
  private static final Bytes RIGHT = Bytes.utf8("right");

  private final CipherSuite suite;
  private final TreeSize size;
  private final RatchetWindow window;
  private final Map<NodeIndex, Secret> secrets = new HashMap<>();
  private final Map<RatchetType, Map<LeafIndex, HashRatchet>> ratchets =
      new EnumMap<>(RatchetType.class);

  /** What is to be written, if the tree is stored. */
  private Optional<SecretTreeLog> log = Optional.empty();

  /** Up to which generation there is leave to send; without a store, all. */
  private Optional<Reservation> reservation = Optional.empty();

  /** Generations below the end may be sent with, without a word to the store. */
  private record Reservation(LeafIndex sender, int end) {}

  /** Takes the encryption secret over, and deletes it when the first key is derived. */
  public SecretTree(
      CipherSuite suite, TreeSize size, Secret encryptionSecret, RatchetWindow window) {
    this.suite = suite;
    this.size = size;
    this.window = window;
    secrets.put(size.root(), encryptionSecret);
    for (RatchetType type : RatchetType.values()) {
      ratchets.put(type, new HashMap<>());
    }
  }

  private SecretTree(CipherSuite suite, TreeSize size, RatchetWindow window) {
    this.suite = suite;
    this.size = size;
    this.window = window;
  }

  /**
   * What was stored of a tree.
   *
   * @param nodes are taken over
   * @param encoded the ratchets of the kinds that have not been deleted
   * @throws dev.claviger.mls.codec.DecodeException if they do not decode
   */
  public static SecretTree restore(
      CipherSuite suite,
      TreeSize size,
      RatchetWindow window,
      Map<NodeIndex, Secret> nodes,
      Map<RatchetType, Map<LeafIndex, Secret>> encoded) {
    SecretTree tree = new SecretTree(suite, size, window);
    tree.secrets.putAll(nodes);
    encoded.forEach(
        (type, ofType) -> {
          Map<LeafIndex, HashRatchet> read = new HashMap<>();
          tree.ratchets.put(type, read);
          ofType.forEach((leaf, row) -> read.put(leaf, tree.read(row)));
        });
    return tree;
  }

  public TreeSize size() {
    return size;
  }

  /** The next key to send with; it is spent from here on, whatever becomes of the message. */
  public MessageKey next(LeafIndex sender, RatchetType type) {
    if (type == RatchetType.APPLICATION && needsReservation()) {
      throw new IllegalStateException("no generation is reserved to send with");
    }
    HashRatchet ratchet = ratchet(sender, type);
    if (!isReserved(sender, type)) {
      changed(type, sender);
    }
    return ratchet.next();
  }

  /**
   * The tree is stored from here on: {@link #writeChanges} tells what to write, all there is at
   * first, and {@link #reserve} must be called before application data are sent.
   *
   * @param self who sends
   * @param fresh whether nothing of this tree has been written yet
   */
  public void store(LeafIndex self, boolean fresh) {
    HashRatchet own = ratchet(self, RatchetType.APPLICATION);
    reservation = Optional.of(new Reservation(self, own.generation()));
    log = Optional.of(new SecretTreeLog());
    if (fresh) {
      secrets.keySet().forEach(this::changed);
      ratchets.forEach((type, ofType) -> ofType.keySet().forEach(leaf -> changed(type, leaf)));
    }
  }

  /** As {@link #store}, of a tree that was stored and nothing is sent with any more. */
  public void storeReceiving() {
    log = Optional.of(new SecretTreeLog());
  }

  /** Whether the next key to send application data with must be reserved first. */
  public boolean needsReservation() {
    return reservation
        .map(r -> ratchets.get(RatchetType.APPLICATION).get(r.sender()).generation() == r.end())
        .orElse(false);
  }

  /**
   * Takes leave to send with the next generations. What is stored skips them: a crash loses those
   * not used, and who reads the store can open none of them.
   *
   * @param stored what is stored of our application ratchet, which another process may have moved
   * @param count of generations
   * @return what is to be stored instead
   */
  public Secret reserve(Secret stored, int count) {
    LeafIndex self = reservation.orElseThrow().sender();
    HashRatchet ours = read(stored);
    ratchets.get(RatchetType.APPLICATION).put(self, ours).close();
    reservation = Optional.of(new Reservation(self, ours.generation() + count));
    try (HashRatchet after = ours.after(count)) {
      return encode(after);
    }
  }

  /** Sends nothing more: deletes our application keys. */
  public void endSending() {
    reservation.ifPresent(
        r -> {
          reservation = Optional.empty();
          HashRatchet own = ratchets.get(RatchetType.APPLICATION).remove(r.sender());
          if (own != null) {
            changed(RatchetType.APPLICATION, r.sender());
            own.close();
          }
        });
  }

  /** Tells what has changed since it was asked last; nothing, if the tree is not stored. */
  public void writeChanges(SecretTreeLog.Sink sink) {
    log.ifPresent(
        changes ->
            changes.drain(
                node -> sink.node(node, Optional.ofNullable(secrets.get(node)).map(Secret::copy)),
                (type, leaf) ->
                    sink.ratchet(
                        type,
                        leaf,
                        Optional.ofNullable(ratchets.getOrDefault(type, Map.of()).get(leaf))
                            .map(SecretTree::encode))));
  }

  /**
   * The key to receive a message with; nothing is spent until the peek is consumed.
   *
   * @param generation an unsigned 32-bit number
   * @throws ValidationException if the key was used, dropped, or lies too far ahead
   */
  public KeyPeek peek(LeafIndex sender, RatchetType type, int generation) {
    KeyPeek peek = ratchet(sender, type).peek(generation);
    changed(type, sender);
    return peek;
  }

  /** Deletes one kind of ratchets; nothing can be sent or received with them from here on. */
  public void delete(RatchetType type) {
    Map<LeafIndex, HashRatchet> deleted = ratchets.remove(type);
    if (deleted != null) {
      deleted.forEach(
          (leaf, ratchet) -> {
            changed(type, leaf);
            ratchet.close();
          });
    }
  }

  /** Deletes everything. */
  @Override
  public void close() {
    secrets.forEach(
        (node, secret) -> {
          changed(node);
          secret.destroy();
        });
    secrets.clear();
    for (RatchetType type : RatchetType.values()) {
      delete(type);
    }
  }

  private HashRatchet ratchet(LeafIndex leaf, RatchetType type) {
    Map<LeafIndex, HashRatchet> ofType = ratchets.get(type);
    if (ofType == null) {
      throw new IllegalStateException("the " + type.label() + " keys have been deleted");
    }
    if (!ofType.containsKey(leaf)) {
      startRatchets(leaf);
    }
    return ofType.get(leaf);
  }

  private void startRatchets(LeafIndex leaf) {
    try (Secret secret = leafSecret(leaf);
        LabelledExpander expander = suite.expander(secret)) {
      ratchets.forEach(
          (type, ofType) -> {
            changed(type, leaf);
            ofType.put(leaf, new HashRatchet(suite, window, expander.deriveSecret(type.label())));
          });
    }
  }

  /** Takes the secret of a leaf out of the tree, and with it all secrets above it. */
  private Secret leafSecret(LeafIndex leaf) {
    NodeIndex target = leaf.node();
    NodeIndex at = lowestKnownAbove(target);
    Secret secret = secrets.remove(at);
    changed(at);
    while (!at.equals(target)) {
      try (Secret spent = secret;
          LabelledExpander node = suite.expander(spent)) {
        Secret left = node.expandWithLabel("tree", LEFT, suite.hashLength());
        Secret right = node.expandWithLabel("tree", RIGHT, suite.hashLength());
        boolean goesLeft = at.left().covers(target);
        NodeIndex sibling = goesLeft ? at.right() : at.left();
        secrets.put(sibling, goesLeft ? right : left);
        changed(sibling);
        at = goesLeft ? at.left() : at.right();
        secret = goesLeft ? left : right;
      }
    }
    return secret;
  }

  private NodeIndex lowestKnownAbove(NodeIndex leaf) {
    NodeIndex at = leaf;
    while (!secrets.containsKey(at)) {
      if (at.equals(size.root())) {
        throw new IllegalStateException("the secret tree of this epoch has been deleted");
      }
      at = size.parent(at);
    }
    return at;
  }

  private boolean isReserved(LeafIndex sender, RatchetType type) {
    return type == RatchetType.APPLICATION
        && reservation.filter(r -> r.sender().equals(sender)).isPresent();
  }

  private void changed(NodeIndex node) {
    if (log.isPresent()) {
      log.get().add(node);
    }
  }

  private void changed(RatchetType type, LeafIndex sender) {
    if (log.isPresent()) {
      log.get().add(type, sender);
    }
  }

  private HashRatchet read(Secret encoded) {
    return TlsReader.decode(encoded, "StoredRatchet", r -> HashRatchet.read(suite, window, r));
  }

  private static Secret encode(HashRatchet ratchet) {
    return new TlsWriter().struct(ratchet).toSecret();
  }
}
