package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.BouncyStack;
import dev.claviger.conformance.bench.stack.CoreCryptoStack;
import dev.claviger.conformance.bench.stack.NotOfferedException;
import dev.claviger.conformance.bench.stack.OurStack;
import dev.claviger.conformance.bench.stack.SqliteSurroundings;
import dev.claviger.conformance.bench.stack.Surroundings;
import dev.claviger.conformance.bench.stack.TokenSurroundings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** The stacks that can be measured here, each opened when it is first needed. */
public final class Stacks implements AutoCloseable {
  /** The primitives of the JDK and of Bouncy Castle; all that is not named is the same. */
  static final String OURS = "claviger";

  static final String WITH_CONSCRYPT = "claviger+conscrypt";
  static final String STORED = "claviger+conscrypt+sqlite";

  /** With a write-ahead log, which core-crypto has too. */
  static final String LOGGED = "claviger+conscrypt+sqlite-log";

  static final String STORED_WITHOUT_CONSCRYPT = "claviger+sqlite";
  static final String ON_TOKEN = "claviger+softhsm";
  static final String WRAPPED = "claviger+softhsm-wrapped";
  static final String CORE_CRYPTO = "core-crypto";
  static final String BOUNCY_CASTLE = "bouncycastle";

  /** In the order of the columns. */
  static final List<String> ALL =
      List.of(
          OURS,
          WITH_CONSCRYPT,
          STORED,
          LOGGED,
          STORED_WITHOUT_CONSCRYPT,
          BOUNCY_CASTLE,
          CORE_CRYPTO,
          ON_TOKEN,
          WRAPPED);

  /** Those that are not this build. */
  static final Set<String> PEERS = Set.of(BOUNCY_CASTLE, CORE_CRYPTO);

  private static final Duration LOG_EMPTIED = Duration.ofSeconds(1);
  private static final String CONSCRYPT_CLASS = "org.conscrypt.OpenSSLProvider";

  private final Map<String, Supplier<BenchStack>> known = new LinkedHashMap<>();
  private final Map<String, BenchStack> open = new LinkedHashMap<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  public Stacks() {
    known.put(OURS, () -> ours(OURS, Surroundings.MEMORY));
    known.put(WITH_CONSCRYPT, () -> ours(WITH_CONSCRYPT, Surroundings.MEMORY));
    known.put(STORED, () -> ours(STORED, new SqliteSurroundings(Duration.ZERO)));
    known.put(LOGGED, () -> ours(LOGGED, new SqliteSurroundings(LOG_EMPTIED)));
    known.put(
        STORED_WITHOUT_CONSCRYPT,
        () -> ours(STORED_WITHOUT_CONSCRYPT, new SqliteSurroundings(Duration.ZERO)));
    known.put(BOUNCY_CASTLE, BouncyStack::open);
    known.put(CORE_CRYPTO, CoreCryptoStack::open);
    known.put(ON_TOKEN, () -> ours(ON_TOKEN, TokenSurroundings.resident()));
    known.put(WRAPPED, () -> ours(WRAPPED, TokenSurroundings.wrapped()));
  }

  /** All, in the order of the columns. */
  public static List<String> names() {
    return ALL;
  }

  /** Whether a stack is one that has Conscrypt. */
  static boolean hasConscrypt(String name) {
    return name.startsWith(WITH_CONSCRYPT);
  }

  /** The plain stack of ours that this process has: its primitives are what its class path says. */
  static String ofThisProcess() {
    return isConscryptHere() ? WITH_CONSCRYPT : OURS;
  }

  /**
   * @throws NotOfferedException if it is not here
   */
  BenchStack get(String name) {
    if (missing.containsKey(name)) {
      throw new NotOfferedException(missing.get(name));
    }
    try {
      checkPrimitives(name);
      return open.computeIfAbsent(name, key -> known.get(key).get());
    } catch (NotOfferedException e) {
      missing.put(name, e.getMessage());
      throw e;
    }
  }

  /** Those that were used, in the order of their names here. */
  List<BenchStack> used() {
    return known.keySet().stream().map(open::get).filter(Objects::nonNull).toList();
  }

  private static BenchStack ours(String name, Surroundings surroundings) {
    return new OurStack(name, surroundings);
  }

  /** What is called by one name has one kind of primitives. */
  private static void checkPrimitives(String name) {
    if (!PEERS.contains(name) && hasConscrypt(name) != isConscryptHere()) {
      throw new NotOfferedException(
          isConscryptHere()
              ? "Conscrypt is on the class path"
              : "Conscrypt is not on the class path");
    }
  }

  private static boolean isConscryptHere() {
    try {
      Class.forName(CONSCRYPT_CLASS, false, Stacks.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public void close() {
    open.values().forEach(BenchStack::close);
  }
}
