package dev.claviger.conformance.interop.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The ids that were given out; no id is given twice, nor to things of two kinds. Thread-safe. */
final class Ids {
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, Held> held = new ConcurrentHashMap<>();

  int add(Held value) {
    int id = last.incrementAndGet();
    held.put(id, value);
    return id;
  }

  /**
   * @throws UnknownIdException if nothing of that kind has the id
   */
  <T extends Held> T get(int id, Class<T> kind) {
    Held value = held.get(id);
    if (!kind.isInstance(value)) {
      throw new UnknownIdException(kind.getSimpleName().toLowerCase(Locale.ROOT), id);
    }
    return kind.cast(value);
  }

  /** Takes back an id whose keys live on under another one. */
  void remove(int id) {
    held.remove(id);
  }

  /**
   * @throws UnknownIdException if nothing has the id
   */
  void free(int id) {
    if (!freeIfHeld(id)) {
      throw new UnknownIdException("state", id);
    }
  }

  /** False if nothing has the id any more. */
  boolean freeIfHeld(int id) {
    Held value = held.remove(id);
    if (value != null) {
      value.free();
    }
    return value != null;
  }

  void freeAll() {
    List.copyOf(held.keySet()).forEach(this::freeIfHeld);
  }

  int count() {
    return held.size();
  }
}
