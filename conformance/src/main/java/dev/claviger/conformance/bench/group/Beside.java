package dev.claviger.conformance.bench.group;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a stack stands beside: stacks of ours that keep as much as it does, and primitives. */
final class Beside {
  private Beside() {}

  /**
   * The stack of ours that another's is divided by: the fastest of those that were measured which
   * does the same, with a store if the other has one. None for ours.
   */
  static Optional<String> ours(String stack, Collection<String> measured) {
    if (!Stacks.PEERS.contains(stack)) {
      return Optional.empty();
    }
    List<String> candidates =
        stack.equals(Stacks.CORE_CRYPTO)
            ? List.of(Stacks.LOGGED, Stacks.STORED, Stacks.WITH_CONSCRYPT, Stacks.OURS)
            : List.of(Stacks.WITH_CONSCRYPT, Stacks.OURS);
    return candidates.stream().filter(measured::contains).findFirst();
  }

  /**
   * Whose primitives are a stack's bound, by the name of the plain stack that has them: its own,
   * and for those that are not ours the best that were measured.
   */
  static String primitives(String stack, Collection<String> measured) {
    boolean conscrypt =
        Stacks.PEERS.contains(stack)
            ? measured.stream().anyMatch(Stacks::hasConscrypt)
            : Stacks.hasConscrypt(stack);
    return conscrypt ? Stacks.WITH_CONSCRYPT : Stacks.OURS;
  }
}
