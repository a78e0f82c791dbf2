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
import dev.claviger.mls.Received;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tries what can be tried with a stolen state: first as a member would, then with force. */
final class Thief {
  /** As deep as the trees of these tests are. */
  private static final int TREE_DEPTH = 2;

  private static final int GENERATIONS = 4;

  private final CipherSuite suite;

  /** Acts as the member would, and forgets what the member would forget. */
  private final StolenState actor;

  /** Kept as they were found: nothing of it is ever erased. */
  private final Map<Bytes, Secret> secrets = new LinkedHashMap<>();

  private final List<HpkeKeyPair> keyPairs = new ArrayList<>();

  Thief(CipherSuite suite, Group victim) {
    this.suite = suite;
    this.actor = StolenState.of(victim);
    hoard(StolenState.of(victim));
  }

  /** Whether the stolen group takes a message; what it learns by that is kept. */
  boolean processes(byte[] message) {
    boolean taken =
        actor.group().isActive()
            && Refusal.orEmpty(() -> actor.group().process(message))
                .filter(received -> !(received instanceof Received.Removed))
                .isPresent();
    if (taken) {
      hoard(StolenState.of(actor.group()));
    }
    return taken;
  }

  /** Whether a stolen private key opens any path secret of a Commit in a PublicMessage. */
  boolean opensPath(byte[] commit, GroupContext after) {
    return nodesOf(commit).stream()
        .flatMap(node -> node.encryptedPathSecret().stream())
        .anyMatch(ciphertext -> keyPairs.stream().anyMatch(key -> opens(key, after, ciphertext)));
  }

  /** Whether a message key is among the stolen secrets, or follows from one of them. */
  boolean derives(Secret key) {
    return secrets.values().stream().anyMatch(secret -> secret.equals(key) || reaches(secret, key));
  }

  /**
   * Whether any secret of a member's current epoch is among the stolen ones, or follows from one.
   */
  boolean knowsSecretOfEpochOf(Group member) {
    EpochSecrets epoch = StolenState.of(member).only(EpochSecrets.class);
    return knows("exporter", epoch.exporterSecret())
        || knows("external", epoch.externalSecret())
        || knows("resumption", epoch.resumptionPsk())
        || knows("sender data", epoch.senderDataSecret())
        || knows("membership", epoch.membershipKey())
        || knows("confirm", epoch.confirmationKey());
  }

  private void hoard(StolenState loot) {
    loot.secrets().forEach(secret -> secrets.putIfAbsent(Bytes.wrap(secret.expose()), secret));
    keyPairs.addAll(loot.keyPairs());
  }

  private boolean knows(String label, Secret wanted) {
    return secrets.values().stream()
        .filter(secret -> secret.length() == suite.hashLength())
        .anyMatch(secret -> secret.equals(wanted) || isDerived(secret, label, wanted));
  }

  private boolean isDerived(Secret secret, String label, Secret wanted) {
    try (Secret derived = suite.deriveSecret(secret, label)) {
      return derived.equals(wanted);
    }
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
