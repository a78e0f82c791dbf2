package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.group.DeferringVault.KeyChanges;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreRestoredException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.wire.KeyPackageRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A group in a store, and a copy of it in memory. Each change is one transaction over the group's
 * scope: what another process has changed is read first, and what changed is written. When the
 * store fails, the copy is thrown away and read again before its next use.
 */
final class StoredGroup implements KeptGroup {
  private final StoredClient owner;
  private final StoreScope scope;
  private GroupContents contents;
  private GroupWriter writer;
  private DoomedKeys doomed;
  private Optional<StateStamp> stamp;
  private boolean isStale;
  private boolean isChanging;
  private boolean isClosed;

  private StoredGroup(
      StoredClient owner,
      StoreScope scope,
      GroupContents contents,
      GroupWriter writer,
      DoomedKeys doomed,
      Optional<StateStamp> stamp) {
    this.owner = owner;
    this.scope = scope;
    this.contents = contents;
    this.writer = writer;
    this.doomed = doomed;
    this.stamp = stamp;
  }

  /**
   * Stores a group that begins for us.
   *
   * @param with other scopes that change in the same transaction
   * @param also what changes in them, and in this before the group is written
   * @param spent keys that are to be destroyed once the group is stored
   * @param shared the KeyPackage whose leaf key is the group's and stays others', if it is one
   */
  static StoredGroup create(
      StoredClient owner,
      GroupContents contents,
      List<StoreScope> with,
      Consumer<StoreTransaction> also,
      List<KeyRef> spent,
      Optional<KeyPackageRef> shared) {
    StoreScope scope = StoredClient.scope(contents.state().context().groupId());
    StoredGroup group =
        new StoredGroup(
            owner,
            scope,
            contents,
            new GroupWriter(),
            new DoomedKeys(owner, scope),
            Optional.empty());
    List<StoreScope> scopes = new ArrayList<>(with);
    scopes.add(scope);
    group.stamp =
        owner
            .store()
            .transact(
                scopes,
                transaction -> {
                  also.accept(transaction);
                  return group.writeFirst(transaction, spent, shared);
                });
    return group;
  }

  /**
   * The group of that name; empty if there is none. What a group that ended has left is cleared.
   */
  static Optional<KeptGroup> open(StoredClient owner, StoreScope scope) {
    return owner
        .store()
        .transact(
            List.of(scope),
            transaction -> {
              try (Rows rows = new Rows(scope, transaction.rows(scope))) {
                DoomedKeys doomed = DoomedKeys.read(owner, scope, rows);
                if (!rows.has(RowKind.HEAD)) {
                  transaction.afterCommit(() -> clear(owner, scope, doomed));
                  return Optional.empty();
                }
                GroupWriter writer = new GroupWriter();
                GroupContents contents = new GroupReader(owner.client(), rows).read(writer);
                transaction.afterCommit(doomed::destroy);
                return Optional.of(
                    new StoredGroup(
                        owner, scope, contents, writer, doomed, transaction.stamp(scope)));
              }
            });
  }

  @Override
  public GroupContents contents() {
    if (!isChanging && !isClosed && isBehind()) {
      owner.store().update(scope, this::refresh);
    }
    return contents;
  }

  @Override
  public void checkMaySend() {
    if (stamp.filter(StateStamp::restored).isPresent()) {
      throw new StoreRestoredException(scope);
    }
  }

  @Override
  public <T> T change(Function<GroupContents, T> action) {
    T result =
        transact(
            (transaction, keys) -> {
              T done = keys.during(() -> action.apply(contents));
              isStale = true;
              stamp = write(transaction, keys.doomed());
              return done;
            });
    clearIfEnded();
    return result;
  }

  @Override
  public void replace(GroupContents next) {
    transact(
        (transaction, keys) -> {
          keys.during(contents::giveWay);
          isStale = true;
          stamp = write(transaction, keys.doomed()); // which leaves nothing but doomed keys
          contents = next;
          writer = new GroupWriter();
          stamp = write(transaction, List.of());
          return true;
        });
  }

  /** A piece of a change. */
  private interface Step<T> {
    T run(StoreTransaction transaction, KeyChanges keys);
  }

  private <T> T transact(Step<T> step) {
    KeyChanges keys = owner.vault().keyChanges();
    isChanging = true;
    T result;
    try {
      result =
          owner
              .store()
              .transact(
                  List.of(scope),
                  transaction -> {
                    refresh(transaction);
                    return step.run(transaction, keys);
                  });
    } catch (RuntimeException e) {
      if (!isStale) { // else it may have been committed: keys that nobody names are reaped
        keys.undo();
      }
      // What is refused is refused before anything is changed; what fails may fail half-way.
      isStale |= !(e instanceof ValidationException) && !(e instanceof DecodeException);
      throw e;
    } finally {
      isChanging = false;
    }
    isStale = false;
    return result;
  }

  @Override
  public GroupContents readyToSend() {
    GroupContents now = contents();
    if (needsReservation(now)) {
      owner
          .store()
          .update(
              scope,
              transaction -> {
                refresh(transaction);
                if (needsReservation(contents)) {
                  reserve(transaction);
                }
              });
      isStale = false;
    }
    return contents;
  }

  @Override
  public void close() {
    isClosed = true;
    contents.forget();
  }

  private boolean isBehind() {
    return isStale || !owner.store().isCurrent(scope, stamp);
  }

  /** Reads what is stored, unless that is what is in memory. */
  private void refresh(StoreTransaction transaction) {
    Optional<StateStamp> there = transaction.stamp(scope);
    if (!isStale && there.equals(stamp)) {
      return;
    }
    contents.forget();
    try (Rows rows = new Rows(scope, transaction.rows(scope))) {
      doomed = DoomedKeys.read(owner, scope, rows);
      if (rows.has(RowKind.HEAD)) {
        GroupWriter read = new GroupWriter();
        contents = new GroupReader(owner.client(), rows).read(read);
        writer = read;
      }
    }
    stamp = there;
    isStale = false;
  }

  /** A group of that name that ended has left nothing but doomed keys; the scope is made anew. */
  private Optional<StateStamp> writeFirst(
      StoreTransaction transaction, List<KeyRef> spent, Optional<KeyPackageRef> shared) {
    try (Rows left = new Rows(scope, transaction.rows(scope));
        RowChanges changes = writer.changes(contents)) {
      doomed = DoomedKeys.read(owner, scope, left);
      shared.ifPresent(by -> doomed.share(contents.state().self().key().ref(), by));
      transaction.deleteAll(scope);
      doomed.writeAll(spent, changes);
      changes.apply(transaction, scope);
      transaction.afterCommit(doomed::destroy);
      return transaction.stamp(scope);
    }
  }

  private Optional<StateStamp> write(StoreTransaction transaction, List<KeyRef> spent) {
    boolean ended = contents.current().isEmpty();
    try (RowChanges changes = ended ? new RowChanges() : writer.changes(contents)) {
      if (ended) {
        transaction.deleteAll(scope);
        doomed.writeAll(spent, changes);
      } else {
        doomed.write(spent, changes);
      }
      if (changes.isEmpty()) {
        return transaction.stamp(scope);
      }
      changes.apply(transaction, scope);
      transaction.afterCommit(doomed::destroy);
      return Optional.of(transaction.renew(scope));
    }
  }

  /** Who shares the group need not know: what others send with is read and moved the same way. */
  private void reserve(StoreTransaction transaction) {
    GroupState state = contents.state();
    RowKey own = RowKind.APPLICATION_RATCHET.key(state.context().epoch(), state.self().index());
    SecretTree tree = state.secretTree();
    isStale = true;
    try (Secret stored =
            transaction
                .row(scope, own)
                .orElseThrow(() -> new StoreDamagedException(scope, own + " is missing"));
        Secret moved = tree.reserve(stored, owner.sendingBlock())) {
      transaction.put(scope, own, moved);
    }
  }

  private static boolean needsReservation(GroupContents contents) {
    return contents.current().filter(state -> state.secretTree().needsReservation()).isPresent();
  }

  private void clearIfEnded() {
    if (contents.current().isEmpty()) {
      clear(owner, scope, doomed);
    }
  }

  /** Unless a group of that name has begun anew meanwhile. */
  private static void clear(StoredClient owner, StoreScope scope, DoomedKeys doomed) {
    doomed.destroy();
    if (doomed.areGone()) {
      owner
          .store()
          .update(
              scope,
              transaction -> {
                Optional<Secret> head = transaction.row(scope, RowKind.HEAD.key());
                head.ifPresent(Secret::destroy);
                if (head.isEmpty()) {
                  transaction.deleteAll(scope);
                }
              });
    }
  }
}
