package dev.claviger.conformance.android;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a device can do, for the keys of one alias prefix: so that tests side by side have phones of
 * their own in the one process.
 */
public final class Phone {
  private static final Map<String, Phone> ALL = new ConcurrentHashMap<>();

  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

  public volatile boolean strongBox;

  /** Android 13 and KeyMint 2. */
  public volatile boolean curve25519 = true;

  /** Whether what is called the trusted environment is one. */
  public volatile boolean secureHardware = true;

  public volatile boolean userIsThere = true;
  public volatile boolean unlocked = true;

  /** Whether it computes something else than it should. */
  public volatile boolean wrong;

  private Phone() {}

  /** The phone of an alias {@code prefix:…}. */
  public static Phone of(String alias) {
    int end = alias.indexOf(':');
    return ALL.computeIfAbsent(end < 0 ? alias : alias.substring(0, end), prefix -> new Phone());
  }

  /** How often the Keystore service was called, by method, since the last time this was asked. */
  public Map<String, Integer> calls() {
    Map<String, Integer> since = new TreeMap<>();
    calls.forEach((method, count) -> since.put(method, count.getAndSet(0)));
    since.values().removeIf(count -> count == 0);
    return since;
  }

  void called(String method) {
    calls.computeIfAbsent(method, name -> new AtomicInteger()).incrementAndGet();
  }
}
