package dev.claviger.mls.group;

import dev.claviger.mls.spi.KeptEpochs;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The epochs that a group can go back to, the latest first, within the limits that were set. */
final class KeptEpochWindow {
  private final KeptEpochs limits;
  private final Deque<KeptEpoch> epochs = new ArrayDeque<>();

  KeptEpochWindow(KeptEpochs limits) {
    this.limits = limits;
  }

  boolean isOpen() {
    return limits.count() > 0;
  }

  void add(KeptEpoch epoch) {
    epochs.addFirst(epoch);
  }

  List<KeptEpoch> kept() {
    return List.copyOf(epochs);
  }

  Optional<KeptEpoch> find(long number) {
    return epochs.stream().filter(epoch -> epoch.number() == number).findFirst();
  }

  /** Takes out what is beyond the limits. */
  List<KeptEpoch> expired(Instant now) {
    List<KeptEpoch> out = new ArrayList<>();
    while (epochs.size() > limits.count() || isTooOld(now)) {
      out.add(epochs.removeLast());
    }
    return out;
  }

  /** Takes out an epoch that is kept and those that came after it, the oldest first. */
  List<KeptEpoch> takeFrom(long number) {
    List<KeptEpoch> out = new ArrayList<>();
    while (out.isEmpty() || out.get(0).number() != number) {
      out.add(0, epochs.removeFirst());
    }
    return out;
  }

  void clear() {
    epochs.clear();
  }

  private boolean isTooOld(Instant now) {
    return !epochs.isEmpty() && epochs.getLast().left().plus(limits.age()).isBefore(now);
  }
}
