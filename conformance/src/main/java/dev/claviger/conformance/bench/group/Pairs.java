package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.crypto.CipherSuite;
import java.util.HashMap;
import java.util.Map;

/** The last pair of each stack, kept for cells that leave it as it was. */
final class Pairs implements AutoCloseable {
  private record Kept(CipherSuite suite, TreeShape tree, int members, Pair pair) {}

  private final Map<String, Kept> kept = new HashMap<>();

  Pair of(BenchStack stack, CipherSuite suite, TreeShape tree, int members) {
    Kept last = kept.get(stack.name());
    if (last != null
        && last.suite().equals(suite)
        && last.tree() == tree
        && last.members() == members) {
      return last.pair();
    }
    drop(stack);
    Pair pair = Pair.of(stack, suite, tree, members);
    kept.put(stack.name(), new Kept(suite, tree, members, pair));
    return pair;
  }

  /** For a cell that does not leave it as it was, and closes it. */
  Pair take(BenchStack stack, CipherSuite suite, TreeShape tree, int members) {
    Pair pair = of(stack, suite, tree, members);
    kept.remove(stack.name());
    return pair;
  }

  /** It is not as it was, or takes up memory that another needs. */
  void drop(BenchStack stack) {
    Kept last = kept.remove(stack.name());
    if (last != null) {
      last.pair().close();
    }
  }

  @Override
  public void close() {
    kept.values().forEach(last -> last.pair().close());
    kept.clear();
  }
}
