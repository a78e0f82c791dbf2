package dev.claviger.mls.group;

import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.wire.PrivateMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last epochs of a group, the latest first, within the limits that were set. */
public final class PastEpochWindow implements AutoCloseable {
  private final PastEpochs limits;
  private final Deque<PastEpoch> epochs = new ArrayDeque<>();

  public PastEpochWindow(PastEpochs limits) {
    this.limits = limits;
  }

  /** Takes the epoch over. */
  public void add(PastEpoch epoch) {
    epochs.addFirst(epoch);
    while (epochs.size() > limits.count()) {
      epochs.removeLast().close();
    }
  }

  /** Those that are kept, the latest first. */
  public List<PastEpoch> kept() {
    return List.copyOf(epochs);
  }

  Optional<PastEpoch> find(long number) {
    return epochs.stream().filter(epoch -> epoch.number() == number).findFirst();
  }

  /** The group goes back to an epoch: it is past no more, and those after it never were. */
  void takeFrom(long number) {
    while (!epochs.isEmpty() && Long.compareUnsigned(epochs.getFirst().number(), number) >= 0) {
      epochs.removeFirst().close();
    }
  }

  /** Erases the keys of epochs that were left too long ago. */
  public void expire(Instant now) {
    while (!epochs.isEmpty() && epochs.getLast().left().plus(limits.age()).isBefore(now)) {
      epochs.removeLast().close();
    }
  }

  /** What a message of a past epoch is; empty if it is of none that is kept. */
  public Optional<Incoming> receive(PrivateMessage message) {
    return find(message.epoch()).map(epoch -> epoch.receive(message));
  }

  @Override
  public void close() {
    epochs.forEach(PastEpoch::close);
    epochs.clear();
  }
}
