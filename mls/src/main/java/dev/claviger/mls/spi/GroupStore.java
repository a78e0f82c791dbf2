package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where one client keeps its groups, its KeyPackages and its identity, so that it outlives its
 * process. It keeps rows in scopes and knows nothing of MLS. Thread-safe; any number of processes
 * may share one, if it says so ({@link #isShared}).
 *
 * <p>The rows are secret and must be sealed before they leave the process. A scope whose rows were
 * changed, exchanged, left out or brought back one by one must be noticed.
 */
public interface GroupStore extends AutoCloseable {
  /** The scopes of one kind, by name. */
  List<Bytes> names(StoreScope.Kind kind);

  /** The mark of a scope; empty if there is none of that name. A quick look, without a lock. */
  Optional<StateStamp> stamp(StoreScope scope);

  /**
   * Whether that is the mark of the scope still. Who alone changes the store, and has found no
   * restoration, knows without looking.
   */
  default boolean isCurrent(StoreScope scope, Optional<StateStamp> known) {
    return stamp(scope).equals(known);
  }

  /**
   * Runs the work with the scopes to itself: no other transaction over one of them, of any process,
   * is committed from when this one first reads until it ends. What it wrote is durable when this
   * returns. If the work throws, nothing of it is, and the exception is passed on. Transactions are
   * not nested.
   *
   * @throws StoreConflictException if another process was faster; nothing is written
   * @throws StoreOutcomeUnknownException if it is not known whether it was written
   * @throws StoreException if the store fails otherwise; nothing is written
   */
  <T> T transact(List<StoreScope> scopes, Function<StoreTransaction, T> work);

  /** As {@link #transact}, with one scope and nothing to say of it. */
  default void update(StoreScope scope, Consumer<StoreTransaction> work) {
    transact(
        List.of(scope),
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  /** Whether other processes may change what is in here while it is open. */
  boolean isShared();

  /** Idempotent. */
  @Override
  void close();
}
