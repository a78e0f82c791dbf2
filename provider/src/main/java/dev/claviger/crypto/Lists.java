package dev.claviger.crypto;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Immutable lists of collections and streams, on Android too. */
public final class Lists {
  private Lists() {}

  /** What a function makes of each, in their order; no nulls. */
  public static <S, T> List<T> map(
      Collection<S> values, Function<? super S, ? extends T> function) {
    if (values.isEmpty()) {
      return List.of();
    }
    @SuppressWarnings("unchecked") // nothing else is put there, and List.of does not look
    T[] mapped = (T[]) new Object[values.size()];
    int at = 0;
    for (S value : values) {
      mapped[at++] = function.apply(value);
    }
    return List.of(mapped);
  }

  /**
   * Collects to an immutable list without nulls. Android has {@code Stream.toList} from API level
   * 34, and {@code Collectors.toUnmodifiableList} from 33.
   */
  public static <T> Collector<T, ?, List<T>> toList() {
    return Collectors.collectingAndThen(Collectors.toList(), List::copyOf);
  }
}
