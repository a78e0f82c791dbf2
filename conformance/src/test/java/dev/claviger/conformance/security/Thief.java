package dev.claviger.conformance.security;

import dev.claviger.conformance.property.Refusal;
import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.Group;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.List;

/** Tries what can be tried with a stolen state: first as a member would, then with force. */
final class Thief {
  /** As deep as the trees of these tests are. */
  private static final int TREE_DEPTH = 2;

  private static final int GENERATIONS = 4;

  private final CipherSuite suite;

  /** Acts as the member would, and forgets what the member would forget. */
  private final StolenState actor;

  /** Kept as they were found: nothing in them is ever erased. */
  private final List<StolenState> hoard = new ArrayList<>();

  Thief(CipherSuite suite, Group victim) {
    this.suite = suite;
    this.actor = StolenState.of(victim);
    this.hoard.add(StolenState.of(victim));
  }

  /** Whether the stolen group takes a message; what it learns by that is kept. */
  boolean processes(byte[] message) {
    boolean taken =
        actor.group().isActive()
            && Refusal.orEmpty(() -> actor.group().process(message)).isPresent();
    if (taken) {
      hoard.add(StolenState.of(actor.group()));
    }
    return taken;
  }

  /** Whether a stolen private key opens any path secret of a Commit in a PublicMessage. */
  boolean opensPath(byte[] commit, GroupContext after) {
    List<HpkeKeyPair> keys = hoard.stream().flatMap(loot -> loot.keyPairs().stream()).toList();
    return nodesOf(commit).stream()
        .flatMap(node -> node.encryptedPathSecret().stream())
        .anyMatch(ciphertext -> keys.stream().anyMatch(key -> opens(key, after, ciphertext)));
  }

  /** Whether a message key is among the stolen secrets, or follows from one of them. */
  boolean derives(Secret key) {
    return hoard.stream()
        .flatMap(loot -> loot.secrets().stream())
        .anyMatch(secret -> secret.equals(key) || reaches(secret, key));
  }

  private boolean reaches(Secret secret, Secret key) {
    if (secret.length() != suite.hashLength()) {
      return false;
    }
    try (Secret root = suite.deriveSecret(secret, "encryption")) {
      return fromNode(root, TREE_DEPTH, key)
          || fromNode(secret, TREE_DEPTH, key)
          || fromRatchet(secret, key);
    }
  }

  /** The secret taken for that of a node of the secret tree (RFC 9420 §9). */
  private boolean fromNode(Secret node, int depth, Secret key) {
    for (String label : new String[] {"handshake", "application"}) {
      try (Secret first = suite.expandWithLabel(node, label, Bytes.empty(), suite.hashLength())) {
        if (fromRatchet(first, key)) {
          return true;
        }
      }
    }
    for (String side : new String[] {"left", "right"}) {
      try (Secret child =
          suite.expandWithLabel(node, "tree", Bytes.utf8(side), suite.hashLength())) {
        if (depth > 0 && fromNode(child, depth - 1, key)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The secret taken for that of a ratchet, of any early generation (§9.1). */
  private boolean fromRatchet(Secret ratchet, Secret key) {
    Secret current = ratchet.copy();
    for (int generation = 0; generation < GENERATIONS; generation++) {
      try (Secret secret = current;
          Secret derived = suite.deriveTreeSecret(secret, "key", generation, key.length())) {
        if (derived.equals(key)) {
          return true;
        }
        current = suite.deriveTreeSecret(secret, "secret", generation, suite.hashLength());
      }
    }
    current.destroy();
    return false;
  }

  private boolean opens(HpkeKeyPair key, GroupContext after, HpkeCiphertext ciphertext) {
    try {
      suite.decryptWithLabel(key, "UpdatePathNode", after.encode(), ciphertext).destroy();
      return true;
    } catch (AuthenticationException | CryptoException e) {
      return false;
    }
  }

  private static List<UpdatePathNode> nodesOf(byte[] commit) {
    if (MlsMessage.decode(Bytes.copyOf(commit)).body() instanceof PublicMessage message
        && message.content().content() instanceof Commit content) {
      return content.path().orElseThrow().nodes();
    }
    throw new AssertionError("a Commit in a PublicMessage was expected");
  }
}
