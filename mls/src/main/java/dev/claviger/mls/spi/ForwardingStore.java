package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A store in front of another; subclasses change what they are about. */
public abstract class ForwardingStore implements GroupStore {
  private final GroupStore behind;

  /** Closing it closes the store behind it. */
  protected ForwardingStore(GroupStore behind) {
    this.behind = behind;
  }

  @Override
  public List<Bytes> names(StoreScope.Kind kind) {
    return behind.names(kind);
  }

  @Override
  public Optional<StateStamp> stamp(StoreScope scope) {
    return behind.stamp(scope);
  }

  @Override
  public boolean isCurrent(StoreScope scope, Optional<StateStamp> known) {
    return behind.isCurrent(scope, known);
  }

  @Override
  public <T> T transact(List<StoreScope> scopes, Function<StoreTransaction, T> work) {
    return behind.transact(scopes, work);
  }

  @Override
  public boolean isShared() {
    return behind.isShared();
  }

  @Override
  public void close() {
    behind.close();
  }
}
