package dev.claviger.keystore.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.spi.StoredRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link GroupStore} does. A new one adds how it is opened, and no tests. */
public abstract class GroupStoreContract {
  protected static final StoreScope GROUP = group("one");
  protected static final StoreScope OTHER = group("other");
  protected static final RowKey KEY = new RowKey(3, 7, 11);

  protected GroupStore store;

  /** Opens the store of this test once more: with what was stored in it, if it was open before. */
  protected abstract GroupStore open() throws Exception;

  /** Lets the store find that all it holds is from before a restoration. */
  protected abstract void findRestored();

  @BeforeEach
  void openFirst() throws Exception {
    store = open();
  }

  @AfterEach
  void closeLast() {
    store.close();
  }

  protected static StoreScope group(String name) {
    return new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8(name));
  }

  protected void change(StoreScope scope, Consumer<StoreTransaction> work) {
    change(store, scope, work);
  }

  protected static void change(
      GroupStore store, StoreScope scope, Consumer<StoreTransaction> work) {
    store.transact(
        List.of(scope),
        transaction -> {
          work.accept(transaction);
          return null;
        });
  }

  protected void put(StoreScope scope, RowKey key, String value) {
    change(scope, transaction -> transaction.put(scope, key, secret(value)));
  }

  protected static Secret secret(String value) {
    return Secret.copyOf(Bytes.utf8(value));
  }

  protected Map<RowKey, String> rows(StoreScope scope) {
    return store.transact(List.of(scope), transaction -> rows(transaction, scope));
  }

  protected static Map<RowKey, String> rows(StoreTransaction transaction, StoreScope scope) {
    Map<RowKey, String> out = new HashMap<>();
    for (StoredRow row : transaction.rows(scope)) {
      out.put(row.key(), text(row.value()));
    }
    return out;
  }

  protected static String text(Secret value) {
    return new String(value.expose(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private void reopen() throws Exception {
    store.close();
    store = open();
  }

  @Test
  void whatWasPut_isThereWhenTheStoreIsOpenedAgain() throws Exception {
    put(GROUP, KEY, "value");
    reopen();
    assertEquals(Map.of(KEY, "value"), rows(GROUP));
    assertEquals(
        Optional.of("value"),
        store
            .transact(List.of(GROUP), transaction -> transaction.row(GROUP, KEY))
            .map(r -> text(r)));
    assertEquals(Map.of(), rows(OTHER));
  }

  @Test
  void keysAtTheirLimits_areKept() {
    List<RowKey> keys =
        List.of(
            new RowKey(0, 0, 0),
            new RowKey(255, -1L, -1),
            new RowKey(255, Long.MAX_VALUE, Integer.MAX_VALUE),
            new RowKey(1, Long.MIN_VALUE, Integer.MIN_VALUE));
    change(
        GROUP, transaction -> keys.forEach(key -> transaction.put(GROUP, key, secret(key + ""))));
    Map<RowKey, String> expected = new HashMap<>();
    keys.forEach(key -> expected.put(key, key.toString()));
    assertEquals(expected, rows(GROUP));
  }

  @Test
  void anEmptyValue_isARow() {
    put(GROUP, KEY, "");
    assertEquals(Map.of(KEY, ""), rows(GROUP));
  }

  @Test
  void aRowPutTwice_hasTheLastValue() {
    put(GROUP, KEY, "first");
    put(
        GROUP,
        KEY,
        "a second one that is longer than the first by so much that it moves".repeat(9));
    put(GROUP, KEY, "third");
    assertEquals(Map.of(KEY, "third"), rows(GROUP));
  }

  @Test
  void readsSeeTheTransactionsOwnWrites() {
    put(GROUP, KEY, "old");
    put(GROUP, new RowKey(4, 1, 1), "cleared");
    put(GROUP, new RowKey(5, 1, 1), "deleted");
    change(
        GROUP,
        transaction -> {
          transaction.put(GROUP, KEY, secret("new"));
          transaction.deleteAll(GROUP, 4, 1);
          transaction.put(GROUP, new RowKey(4, 1, 2), secret("after"));
          transaction.delete(GROUP, new RowKey(5, 1, 1));
          assertEquals("new", transaction.row(GROUP, KEY).map(GroupStoreContract::text).get());
          assertEquals(Optional.empty(), transaction.row(GROUP, new RowKey(4, 1, 1)));
          assertEquals(Optional.empty(), transaction.row(GROUP, new RowKey(5, 1, 1)));
          assertEquals(Map.of(KEY, "new", new RowKey(4, 1, 2), "after"), rows(transaction, GROUP));
        });
    assertEquals(Map.of(KEY, "new", new RowKey(4, 1, 2), "after"), rows(GROUP));
  }

  @Test
  void deletingByKindAndEpoch_leavesOtherKindsAndEpochs() {
    for (int kind = 1; kind <= 2; kind++) {
      for (long epoch = 1; epoch <= 2; epoch++) {
        for (int index = 0; index < 3; index++) {
          put(GROUP, new RowKey(kind, epoch, index), kind + " " + epoch);
        }
      }
    }
    change(
        GROUP,
        transaction -> {
          transaction.put(GROUP, new RowKey(1, 2, 0), secret("overwritten and cleared"));
          transaction.deleteAll(GROUP, 1, 2);
          transaction.deleteAll(GROUP, 9, 9);
        });
    Map<RowKey, String> left = rows(GROUP);
    assertEquals(9, left.size());
    assertFalse(left.containsKey(new RowKey(1, 2, 0)));
  }

  @Test
  void aDeletedScope_isGone_andMadeAnewByWhatIsPutNext() {
    put(GROUP, KEY, "old");
    StateStamp old = store.stamp(GROUP).orElseThrow();
    change(
        GROUP,
        transaction -> {
          transaction.deleteAll(GROUP);
          assertEquals(Optional.empty(), transaction.stamp(GROUP));
          assertEquals(Map.of(), rows(transaction, GROUP));
          transaction.put(GROUP, new RowKey(1, 1, 1), secret("new"));
        });
    assertEquals(Map.of(new RowKey(1, 1, 1), "new"), rows(GROUP));
    assertNotEquals(old, store.stamp(GROUP).orElseThrow());
    change(GROUP, transaction -> transaction.deleteAll(GROUP));
    assertEquals(Optional.empty(), store.stamp(GROUP));
    assertEquals(List.of(), store.names(StoreScope.Kind.GROUP));
    put(GROUP, KEY, "again");
    assertEquals(Map.of(KEY, "again"), rows(GROUP));
  }

  @Test
  void deletingWhatIsNotThere_makesNothing() {
    change(
        GROUP,
        transaction -> {
          transaction.delete(GROUP, KEY);
          transaction.deleteAll(GROUP, 1, 1);
          transaction.deleteAll(GROUP);
        });
    assertEquals(Optional.empty(), store.stamp(GROUP));
    put(GROUP, KEY, "value");
    change(GROUP, transaction -> transaction.delete(GROUP, new RowKey(9, 9, 9)));
    assertEquals(Map.of(KEY, "value"), rows(GROUP));
  }

  @Test
  void aStampChangesWhenItIsRenewed_andNotOtherwise() {
    assertEquals(Optional.empty(), store.stamp(GROUP));
    put(GROUP, KEY, "value");
    StateStamp first = store.stamp(GROUP).orElseThrow();
    assertEquals(16, first.value().length());
    put(GROUP, KEY, "other");
    assertEquals(first, store.stamp(GROUP).orElseThrow());
    StateStamp second =
        store.transact(
            List.of(GROUP),
            transaction -> {
              StateStamp renewed = transaction.renew(GROUP);
              assertEquals(Optional.of(renewed), transaction.stamp(GROUP));
              return renewed;
            });
    assertNotEquals(first, second);
    assertEquals(Optional.of(second), store.stamp(GROUP));
    assertEquals(Map.of(KEY, "other"), rows(GROUP));
  }

  @Test
  void aRestoredScope_saysSo_untilItIsMadeAnew() throws Exception {
    put(GROUP, KEY, "before");
    put(OTHER, KEY, "before");
    Optional<StateStamp> before = store.stamp(GROUP);
    assertFalse(before.orElseThrow().restored());
    assertTrue(store.isCurrent(GROUP, before));
    findRestored();
    assertFalse(store.isCurrent(GROUP, before));
    assertTrue(store.stamp(GROUP).orElseThrow().restored());
    assertEquals(Map.of(KEY, "before"), rows(GROUP), "it is read");
    change(
        GROUP,
        transaction -> {
          transaction.put(GROUP, KEY, secret("after"));
          assertTrue(transaction.renew(GROUP).restored(), "a change makes it no newer");
        });
    reopen();
    assertTrue(store.stamp(GROUP).orElseThrow().restored());
    change(
        GROUP,
        transaction -> {
          assertTrue(transaction.stamp(GROUP).orElseThrow().restored());
          transaction.deleteAll(GROUP);
          transaction.put(GROUP, KEY, secret("anew"));
          assertFalse(transaction.renew(GROUP).restored());
        });
    put(group("third"), KEY, "made since");
    reopen();
    assertFalse(store.stamp(GROUP).orElseThrow().restored());
    assertFalse(store.stamp(group("third")).orElseThrow().restored());
    assertTrue(store.stamp(OTHER).orElseThrow().restored(), "and no other");
    findRestored();
    assertTrue(store.stamp(GROUP).orElseThrow().restored(), "once more");
  }

  @Test
  void anEndedTransaction_isUsedNoMore_norByAnotherThread() throws Exception {
    StoreTransaction[] ended = new StoreTransaction[1];
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      change(
          GROUP,
          transaction -> {
            ended[0] = transaction;
            Future<?> other =
                pool.submit(() -> transaction.put(GROUP, KEY, secret("another thread's")));
            assertThrows(java.util.concurrent.ExecutionException.class, other::get);
          });
    } finally {
      pool.shutdown();
    }
    assertThrows(IllegalStateException.class, () -> ended[0].put(GROUP, KEY, secret("too late")));
    assertThrows(IllegalStateException.class, () -> ended[0].rows(GROUP));
    assertEquals(Map.of(), rows(GROUP));
  }

  @Test
  void names_areThoseOfTheirKind() {
    put(GROUP, KEY, "group");
    put(OTHER, KEY, "group");
    put(new StoreScope(StoreScope.Kind.KEY_PACKAGE, Bytes.utf8("one")), KEY, "key package");
    put(StoreScope.CLIENT, KEY, "client");
    assertEquals(
        List.of(GROUP.name(), OTHER.name()),
        store.names(StoreScope.Kind.GROUP).stream().sorted().toList());
    assertEquals(List.of(Bytes.utf8("one")), store.names(StoreScope.Kind.KEY_PACKAGE));
    assertEquals(List.of(Bytes.empty()), store.names(StoreScope.Kind.CLIENT));
  }

  @Test
  void workThatThrows_leavesNothing() {
    put(GROUP, KEY, "value");
    List<String> ran = new ArrayList<>();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                change(
                    GROUP,
                    transaction -> {
                      transaction.put(GROUP, KEY, secret("other"));
                      transaction.renew(GROUP);
                      transaction.afterCommit(() -> ran.add("never"));
                      throw new IllegalStateException("on purpose");
                    }));
    assertEquals("on purpose", thrown.getMessage());
    assertEquals(Map.of(KEY, "value"), rows(GROUP));
    assertEquals(List.of(), ran);
  }

  @Test
  void whatFollowsACommit_seesWhatWasCommitted() {
    List<Object> ran = new ArrayList<>();
    change(
        GROUP,
        transaction -> {
          transaction.put(GROUP, KEY, secret("value"));
          transaction.afterCommit(() -> ran.add(rows(GROUP)));
          assertEquals(List.of(), ran);
        });
    assertEquals(List.of(Map.of(KEY, "value")), ran);
  }

  @Test
  void scopesOfNoTransaction_areRefused_andTransactionsDoNotNest() {
    change(
        GROUP,
        transaction -> {
          assertThrows(
              IllegalArgumentException.class,
              () -> transaction.put(OTHER, KEY, secret("elsewhere")));
          assertThrows(IllegalArgumentException.class, () -> transaction.rows(OTHER));
          assertThrows(IllegalStateException.class, () -> change(OTHER, inner -> {}));
        });
    assertEquals(Map.of(), rows(OTHER));
  }

  @Test
  void severalScopes_areCommittedTogether() {
    store.transact(
        List.of(OTHER, GROUP, StoreScope.CLIENT),
        transaction -> {
          transaction.put(GROUP, KEY, secret("a"));
          transaction.put(OTHER, KEY, secret("b"));
          transaction.put(StoreScope.CLIENT, KEY, secret("c"));
          return null;
        });
    assertEquals(Map.of(KEY, "a"), rows(GROUP));
    assertEquals(Map.of(KEY, "b"), rows(OTHER));
    assertEquals(Map.of(KEY, "c"), rows(StoreScope.CLIENT));
  }

  @Test
  void bigValues_areKept() throws Exception {
    byte[] big = new byte[1 << 20];
    new java.util.Random(1).nextBytes(big);
    change(GROUP, transaction -> transaction.put(GROUP, KEY, Secret.copyOf(big)));
    reopen();
    Secret read =
        store.transact(List.of(GROUP), transaction -> transaction.row(GROUP, KEY)).orElseThrow();
    assertEquals(Secret.copyOf(big), read);
  }

  @Test
  void twentyThousandRows_areOneTransaction() throws Exception {
    int rows = 20_000;
    change(
        GROUP,
        transaction -> {
          for (int i = 0; i < rows; i++) {
            transaction.put(GROUP, new RowKey(1, 1, i), secret("row " + i));
          }
        });
    reopen();
    change(
        GROUP,
        transaction -> {
          for (int i = 0; i < rows; i += 2) {
            transaction.put(GROUP, new RowKey(1, 1, i), secret("new " + i));
          }
          for (int i = 1; i < rows; i += 4) {
            transaction.delete(GROUP, new RowKey(1, 1, i));
          }
        });
    Map<RowKey, String> all = rows(GROUP);
    assertEquals(rows - rows / 4, all.size());
    assertEquals("new 4", all.get(new RowKey(1, 1, 4)));
    assertEquals("row 3", all.get(new RowKey(1, 1, 3)));
  }

  @Test
  void threadsThatCountInOneRow_loseNoCount() throws Exception {
    int threads = 4;
    int each = 25;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        done.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < each; j++) {
                    change(
                        GROUP,
                        transaction -> {
                          int count =
                              transaction
                                  .row(GROUP, KEY)
                                  .map(value -> Integer.parseInt(text(value)))
                                  .orElse(0);
                          transaction.put(GROUP, KEY, secret("" + (count + 1)));
                        });
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(Map.of(KEY, "" + threads * each), rows(GROUP));
  }

  @Test
  void anotherThread_waitsForTheScope_andSeesItWholeOrNotAtAll() throws Exception {
    put(GROUP, KEY, "before");
    CountDownLatch written = new CountDownLatch(1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Map<RowKey, String>> other =
          pool.submit(
              () -> {
                written.await();
                return rows(GROUP);
              });
      change(
          GROUP,
          transaction -> {
            transaction.put(GROUP, KEY, secret("after"));
            written.countDown();
            // the other thread cannot have read before this ends
            assertThrows(
                java.util.concurrent.TimeoutException.class,
                () -> other.get(100, TimeUnit.MILLISECONDS));
          });
      assertEquals(Map.of(KEY, "after"), other.get());
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void exceptionsAndNames_holdNoValues() {
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                change(
                    GROUP,
                    transaction -> {
                      transaction.put(GROUP, KEY, secret("a value that is secret"));
                      transaction.put(OTHER, KEY, secret("a value that is secret"));
                    }));
    assertFalse(thrown.toString().contains("secret"));
    assertTrue(thrown.toString().contains("not of this transaction"));
    assertFalse(store.toString().contains("secret"));
  }
}
