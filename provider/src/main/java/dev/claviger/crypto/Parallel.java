package dev.claviger.crypto;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Work in independent pieces, on the caller's thread and those of the common pool. Whoever is done
 * with a piece takes the next, so that all end at about the same time even if a processor is slower
 * than another: a stream would give each an equal share beforehand.
 *
 * <p>What a piece throws is thrown, and pieces that nobody has begun by then are left.
 */
public final class Parallel {
  private Parallel() {}

  /** Does something with each, in no order. */
  public static <T> void forEach(List<T> items, Consumer<? super T> action) {
    share(items.size(), i -> action.accept(items.get(i)));
  }

  /** What a function makes of each, in the order of the items: an unmodifiable list. */
  @SuppressWarnings("unchecked") // nothing else is put there
  public static <S, T> List<T> map(List<S> items, Function<? super S, ? extends T> function) {
    Object[] mapped = new Object[items.size()];
    share(mapped.length, i -> mapped[i] = function.apply(items.get(i)));
    return (List<T>) Collections.unmodifiableList(Arrays.asList(mapped));
  }

  private static void share(int count, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    int helpers = Math.min(ForkJoinPool.getCommonPoolParallelism(), count - 1);
    if (helpers > 0) {
      IntStream.rangeClosed(0, helpers).parallel().forEach(thread -> takeTurns(count, next, piece));
    } else {
      takeTurns(count, next, piece);
    }
  }

  private static void takeTurns(int count, AtomicInteger next, IntConsumer piece) {
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        piece.accept(i);
      }
    } catch (RuntimeException | Error e) {
      next.set(count);
      throw e;
    }
  }
}
