package dev.claviger.mls.ratchet;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Which parts of a {@link SecretTree} have changed since they were written. */
public final class SecretTreeLog {
  private final Set<NodeIndex> nodes = new HashSet<>();
  private final Map<RatchetType, Set<LeafIndex>> ratchets = new EnumMap<>(RatchetType.class);

  /** Takes what is to be written; the secrets become its own. */
  public interface Sink {
    /**
     * @param secret empty if it is gone
     */
    void node(NodeIndex node, Optional<Secret> secret);

    /**
     * @param encoded empty if it is gone
     */
    void ratchet(RatchetType type, LeafIndex sender, Optional<Secret> encoded);
  }

  SecretTreeLog() {}

  void add(NodeIndex node) {
    nodes.add(node);
  }

  void add(RatchetType type, LeafIndex sender) {
    ratchets.computeIfAbsent(type, t -> new HashSet<>()).add(sender);
  }

  void drain(Consumer<NodeIndex> onNode, BiConsumer<RatchetType, LeafIndex> onRatchet) {
    nodes.forEach(onNode);
    nodes.clear();
    ratchets.forEach((type, leaves) -> leaves.forEach(leaf -> onRatchet.accept(type, leaf)));
    ratchets.clear();
  }
}
