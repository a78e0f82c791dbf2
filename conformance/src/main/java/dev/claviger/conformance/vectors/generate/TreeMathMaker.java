package dev.claviger.conformance.vectors.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Relations of the nodes of complete trees, found by walking down from the root rather than by the
 * arithmetic of Appendix C that they test.
 */
final class TreeMathMaker implements Maker {
  private static final int LARGEST_EXPONENT = 5;

  @Override
  public List<Entry> make(SeededRandom random) {
    return IntStream.rangeClosed(0, LARGEST_EXPONENT)
        .mapToObj(exponent -> new Walk(1 << exponent).entry())
        .toList();
  }

  private static final class Walk {
    private final int leaves;
    private final List<Optional<Integer>> left;
    private final List<Optional<Integer>> right;
    private final List<Optional<Integer>> parent;
    private final List<Optional<Integer>> sibling;
    private final int root;

    Walk(int leaves) {
      this.leaves = leaves;
      int nodes = 2 * leaves - 1;
      left = blanks(nodes);
      right = blanks(nodes);
      parent = blanks(nodes);
      sibling = blanks(nodes);
      root = walk(0, nodes);
    }

    /** The subtree of the nodes from {@code from} to before {@code to}: its root. */
    private int walk(int from, int to) {
      int middle = from + (to - from) / 2;
      if (to - from > 1) {
        int leftChild = walk(from, middle);
        int rightChild = walk(middle + 1, to);
        left.set(middle, Optional.of(leftChild));
        right.set(middle, Optional.of(rightChild));
        parent.set(leftChild, Optional.of(middle));
        parent.set(rightChild, Optional.of(middle));
        sibling.set(leftChild, Optional.of(rightChild));
        sibling.set(rightChild, Optional.of(leftChild));
      }
      return middle;
    }

    Entry entry() {
      return new Entry()
          .number("n_leaves", leaves)
          .number("n_nodes", left.size())
          .number("root", root)
          .optionalIntegers("left", left)
          .optionalIntegers("right", right)
          .optionalIntegers("parent", parent)
          .optionalIntegers("sibling", sibling);
    }

    private static List<Optional<Integer>> blanks(int nodes) {
      return new ArrayList<>(Collections.nCopies(nodes, Optional.empty()));
    }
  }
}
