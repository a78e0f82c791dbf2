package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.BouncyStack;
import dev.claviger.conformance.bench.stack.CoreCryptoStack;
import dev.claviger.conformance.bench.stack.NotOfferedException;
import dev.claviger.conformance.bench.stack.OurStack;
import dev.claviger.conformance.bench.stack.SqliteSurroundings;
import dev.claviger.conformance.bench.stack.TokenSurroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The stacks that can be measured here, each opened when it is first needed. */
public final class Stacks implements AutoCloseable {
  static final String OURS = "claviger";
  static final String WITH_STORE = "claviger+sqlite";
  static final String ON_TOKEN = "claviger+softhsm";
  static final String WRAPPED = "claviger+softhsm-wrapped";
  static final String CORE_CRYPTO = "core-crypto";
  static final String BOUNCY_CASTLE = "bouncycastle";

  private final Map<String, Supplier<BenchStack>> known = new LinkedHashMap<>();
  private final Map<String, BenchStack> open = new LinkedHashMap<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  public Stacks() {
    known.put(OURS, OurStack::inMemory);
    known.put(BOUNCY_CASTLE, BouncyStack::open);
    known.put(CORE_CRYPTO, CoreCryptoStack::open);
    known.put(WITH_STORE, () -> new OurStack(WITH_STORE, new SqliteSurroundings()));
    known.put(ON_TOKEN, () -> new OurStack(ON_TOKEN, TokenSurroundings.resident()));
    known.put(WRAPPED, () -> new OurStack(WRAPPED, TokenSurroundings.wrapped()));
  }

  /**
   * @throws NotOfferedException if it is not here
   */
  BenchStack get(String name) {
    if (missing.containsKey(name)) {
      throw new NotOfferedException(missing.get(name));
    }
    try {
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

  @Override
  public void close() {
    open.values().forEach(BenchStack::close);
  }
}
