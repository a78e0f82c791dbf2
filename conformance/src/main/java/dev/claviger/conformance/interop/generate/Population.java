package dev.claviger.conformance.interop.generate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Who is in the group that a script tells of, since when, and which PSKs they have. */
final class Population {
  /** Of how many epochs stacks are sure to keep resumption PSKs. */
  private static final int RESUMPTION_EPOCHS = 4;

  private final Random random;
  private final Map<String, Long> since = new TreeMap<>();
  private final Map<Integer, Set<String>> psks = new HashMap<>();
  private long epoch;
  private int named;

  Population(Random random) {
    this.random = random;
  }

  int size() {
    return since.size();
  }

  List<String> members() {
    return List.copyOf(since.keySet());
  }

  List<String> membersWithout(Collection<String> some) {
    List<String> rest = new ArrayList<>(since.keySet());
    rest.removeAll(some);
    return rest;
  }

  String anyone() {
    return anyoneOf(members());
  }

  String anyoneOf(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  String newcomer() {
    String name = "actor" + named;
    named++;
    return name;
  }

  /** The next epoch begins. */
  void advance(Collection<String> added, Collection<String> removed) {
    epoch++;
    removed.forEach(since::remove);
    added.forEach(name -> since.put(name, epoch));
  }

  /** Another group takes the place of this one, with the same members in its epoch 1. */
  void moveOn() {
    epoch = 1;
    since.replaceAll((name, before) -> 1L);
    psks.clear();
  }

  /**
   * @param step that gave it out
   */
  void hasPsk(int step, Collection<String> holders) {
    psks.put(step, new HashSet<>(holders));
  }

  /** A new client of that name has nothing that the old one had. */
  void forgets(String name) {
    psks.values().forEach(holders -> holders.remove(name));
  }

  /** One that all who need it have. */
  Optional<Integer> sharedPsk(Collection<String> joiners) {
    Set<String> needed = new HashSet<>(since.keySet());
    needed.addAll(joiners);
    return psks.entrySet().stream()
        .filter(psk -> psk.getValue().containsAll(needed))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /** An epoch that all members were in and remember: the current one, or one before. */
  long sharedEpoch() {
    long first = since.values().stream().mapToLong(Long::longValue).max().orElse(epoch);
    first = Math.max(first, epoch - RESUMPTION_EPOCHS + 1);
    return first + random.nextInt((int) (epoch - first + 1));
  }
}
