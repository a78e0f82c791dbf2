package dev.claviger.crypto;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Immutable lists of streams, on Android too. */
public final class Lists {
  private Lists() {}

  /**
   * Collects to an immutable list without nulls. Android has {@code Stream.toList} from API level
   * 34, and {@code Collectors.toUnmodifiableList} from 33.
   */
  public static <T> Collector<T, ?, List<T>> toList() {
    return Collectors.collectingAndThen(Collectors.toList(), List::copyOf);
  }
}
