package dev.claviger.crypto.primitive;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Reuses objects that are costly to look up and usable by one thread at a time. It neither blocks
 * nor keeps more than a few idle objects.
 */
final class ObjectPool<T> {
  private static final int SLOTS = 64;

  private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(SLOTS);
  private final Supplier<T> factory;

  ObjectPool(Supplier<T> factory) {
    this.factory = factory;
  }

  T take() {
    T object = idle.getAndSet(slot(), null);
    return object != null ? object : factory.get();
  }

  /** Gives back an object that holds no secret any more. */
  void give(T object) {
    idle.lazySet(slot(), object);
  }

  private static int slot() {
    long id = Thread.currentThread().getId();
    return (int) (id ^ id >>> 6) & SLOTS - 1;
  }
}
