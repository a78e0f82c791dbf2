package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.Aead;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.spi.StoredRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sealed stores do beyond the contract of all: with a database that is not to be trusted. */
abstract class SealedStoreContract {
  static final StoreScope GROUP = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("one"));
  static final StoreScope OTHER = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("other"));
  static final RowKey A = new RowKey(1, 2, 3);
  static final RowKey B = new RowKey(1, 2, 4);

  SealedGroupStore store;

  /** Opens the database of this test, to be shared with others. */
  abstract SealedGroupStore open(Aead key, Aead... former);

  /** A connection to the database, as an attacker or an application has it. */
  abstract Connection connect() throws SQLException;

  abstract RowTable table();

  @BeforeEach
  void openFirst() {
    store = open(Keys.FIRST);
  }

  @AfterEach
  void closeLast() {
    store.close();
  }

  static void put(SealedGroupStore store, StoreScope scope, RowKey key, String value) {
    change(store, scope, transaction -> transaction.put(scope, key, secret(value)));
  }

  static void change(SealedGroupStore store, StoreScope scope, Consumer<StoreTransaction> work) {
    store.transact(
        List.of(scope),
        transaction -> {
          work.accept(transaction);
          return null;
        });
  }

  static Secret secret(String value) {
    return Secret.copyOf(Bytes.utf8(value));
  }

  static Map<RowKey, String> rows(SealedGroupStore store, StoreScope scope) {
    Map<RowKey, String> out = new HashMap<>();
    List<StoredRow> rows = store.transact(List.of(scope), open -> open.rows(scope));
    rows.forEach(
        row ->
            out.put(
                row.key(),
                new String(row.value().expose(), java.nio.charset.StandardCharsets.UTF_8)));
    return out;
  }

  private long id(Connection connection, StoreScope scope) throws SQLException {
    return StoredScope.find(Statements.of(connection), 1, scope, "").orElseThrow().id();
  }

  private byte[] sealed(StoreScope scope, RowKey key) throws SQLException {
    try (Connection connection = connect()) {
      return table().some(Statements.of(connection), id(connection, scope), Set.of(key)).get(key);
    }
  }

  private void seal(StoreScope scope, RowKey key, byte[] sealed) throws SQLException {
    try (Connection connection = connect()) {
      table()
          .change(
              Statements.of(connection),
              id(connection, scope),
              Map.of(key, Optional.of(sealed)),
              Set.of());
    }
  }

  private void assertDamaged(StoreScope scope) {
    StoreDamagedException thrown =
        assertThrows(StoreDamagedException.class, () -> rows(store, scope));
    assertTrue(thrown.getMessage().contains(scope.toString()), thrown.getMessage());
  }

  private void assertRowDamaged(StoreScope scope, RowKey key) {
    assertThrows(
        StoreDamagedException.class,
        () -> store.transact(List.of(scope), transaction -> transaction.row(scope, key)));
  }

  @Test
  void anotherSealingKey_opensNothing_andChangesNothing() {
    put(store, GROUP, A, "value");
    assertThrows(SealingKeyException.class, () -> open(Keys.SECOND));
    assertEquals(Map.of(A, "value"), rows(store, GROUP));
  }

  @Test
  void aBitThatFlipped_isNoticed_andOtherScopesAreRead() throws Exception {
    put(store, GROUP, A, "value");
    put(store, OTHER, A, "other");
    byte[] sealed = sealed(GROUP, A);
    for (int i = 0; i < sealed.length; i += 7) {
      byte[] changed = sealed.clone();
      changed[i] ^= 0x10;
      seal(GROUP, A, changed);
      assertDamaged(GROUP);
      assertRowDamaged(GROUP, A);
    }
    assertEquals(Map.of(A, "other"), rows(store, OTHER));
    seal(GROUP, A, sealed);
    assertEquals(Map.of(A, "value"), rows(store, GROUP));
  }

  @Test
  void rowsThatWereExchanged_areNoticed() throws Exception {
    put(store, GROUP, A, "first");
    put(store, GROUP, B, "second");
    byte[] first = sealed(GROUP, A);
    seal(GROUP, A, sealed(GROUP, B));
    seal(GROUP, B, first);
    assertDamaged(GROUP);
    assertRowDamaged(GROUP, A);
    assertRowDamaged(GROUP, B);
  }

  @Test
  void aRowOfAnotherGroup_isNoticed() throws Exception {
    put(store, GROUP, A, "first");
    put(store, OTHER, A, "second");
    seal(GROUP, A, sealed(OTHER, A));
    assertDamaged(GROUP);
    assertRowDamaged(GROUP, A);
  }

  @Test
  void aRowBroughtBackFromEarlier_isNoticed() throws Exception {
    put(store, GROUP, A, "old");
    byte[] old = sealed(GROUP, A);
    put(store, GROUP, A, "new");
    seal(GROUP, A, old);
    assertDamaged(GROUP);
  }

  @Test
  void aRowThatWasDeleted_cannotComeBack_andNoneCanGo() throws Exception {
    put(store, GROUP, A, "stays");
    put(store, GROUP, B, "goes");
    byte[] deleted = sealed(GROUP, B);
    change(store, GROUP, transaction -> transaction.delete(GROUP, B));
    seal(GROUP, B, deleted);
    assertDamaged(GROUP);
    try (Connection connection = connect()) {
      table()
          .change(
              Statements.of(connection),
              id(connection, GROUP),
              Map.of(A, Optional.empty(), B, Optional.empty()),
              Set.of());
    }
    assertDamaged(GROUP);
  }

  @Test
  void aRowOfAnEarlierGroupOfThatName_isNoticed() throws Exception {
    put(store, GROUP, A, "earlier");
    byte[] earlier = sealed(GROUP, A);
    change(store, GROUP, transaction -> transaction.deleteAll(GROUP));
    put(store, GROUP, A, "later");
    seal(GROUP, A, earlier);
    assertDamaged(GROUP);
    assertRowDamaged(GROUP, A);
  }

  @Test
  void aHeaderOfAnotherGroupOrTime_isNoticed() throws Exception {
    put(store, GROUP, A, "value");
    put(store, OTHER, A, "other");
    StoredScope old;
    try (Connection connection = connect()) {
      old = StoredScope.find(Statements.of(connection), 1, GROUP, "").orElseThrow();
    }
    put(store, GROUP, A, "later");
    try (Connection connection = connect()) {
      old.update(Statements.of(connection), 1, old.header().toByteArray());
    }
    assertDamaged(GROUP);
    try (Connection connection = connect()) {
      byte[] others =
          StoredScope.find(Statements.of(connection), 1, OTHER, "")
              .orElseThrow()
              .header()
              .toByteArray();
      old.update(Statements.of(connection), 1, others);
    }
    assertDamaged(GROUP);
    assertThrows(StoreDamagedException.class, () -> store.stamp(GROUP));
    assertEquals(Map.of(A, "other"), rows(store, OTHER));
  }

  @Test
  void whatIsDamaged_staysDamagedWhenItIsWrittenTo_andCanBeDeleted() throws Exception {
    put(store, GROUP, A, "value");
    put(store, GROUP, B, "value");
    byte[] sealed = sealed(GROUP, A);
    sealed[0] ^= 1;
    seal(GROUP, A, sealed);
    put(store, GROUP, A, "written over what was changed");
    assertDamaged(GROUP);
    change(store, GROUP, transaction -> transaction.deleteAll(GROUP));
    put(store, GROUP, A, "anew");
    assertEquals(Map.of(A, "anew"), rows(store, GROUP));
  }

  @Test
  void neitherValuesNorEqualValues_areSeenInTheDatabase() throws Exception {
    put(store, GROUP, A, "a value that is secret");
    put(store, GROUP, B, "a value that is secret");
    assertFalse(Bytes.wrap(sealed(GROUP, A)).equals(Bytes.wrap(sealed(GROUP, B))));
    assertFalse(
        new String(sealed(GROUP, A), java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains("secret"));
  }

  @Test
  void twoNodes_doNotLoseEachOthersWrites() {
    try (SealedGroupStore second = open(Keys.FIRST)) {
      put(store, GROUP, A, "first");
      StateStamp stamp = store.stamp(GROUP).orElseThrow();
      put(second, GROUP, B, "second");
      assertEquals(stamp, second.stamp(GROUP).orElseThrow());
      change(second, GROUP, transaction -> transaction.renew(GROUP));
      assertFalse(store.stamp(GROUP).orElseThrow().equals(stamp));
      assertEquals(Map.of(A, "first", B, "second"), rows(store, GROUP));
    }
  }

  @Test
  void applicationsRows_areCommittedWithTheGroups() throws Exception {
    try (Connection connection = connect()) {
      Sql.execute(connection, "CREATE TABLE outbox (message TEXT)");
      connection.setAutoCommit(false);
      List<String> ran = new ArrayList<>();
      Joined left;
      try (Joined joined = store.within(connection)) {
        change(
            store,
            GROUP,
            transaction -> {
              transaction.put(GROUP, A, secret("value"));
              transaction.afterCommit(() -> ran.add("done"));
            });
        put(store, GROUP, B, "second");
        assertEquals(Map.of(A, "value", B, "second"), rows(store, GROUP));
        Sql.run(Statements.of(connection), "INSERT INTO outbox (message) VALUES ('hello')");
        assertEquals(List.of(), ran);
        connection.commit();
        joined.committed();
      }
      assertEquals(List.of("done"), ran);
      assertEquals(Map.of(A, "value", B, "second"), rows(store, GROUP));

      try (Joined joined = store.within(connection)) {
        change(
            store,
            GROUP,
            transaction -> {
              transaction.put(GROUP, A, secret("never"));
              transaction.put(GROUP, new RowKey(9, 9, 9), secret("never"));
              transaction.afterCommit(() -> ran.add("never"));
            });
        Sql.run(Statements.of(connection), "INSERT INTO outbox (message) VALUES ('never')");
        connection.rollback();
        left = joined;
      }
      assertThrows(IllegalStateException.class, left::committed);
      assertEquals(List.of("done"), ran);
      assertEquals(Map.of(A, "value", B, "second"), rows(store, GROUP));
      assertEquals(
          List.of("hello"),
          Sql.list(
              Statements.of(connection),
              result -> result.getString(1),
              "SELECT message FROM outbox"));
    }
  }

  @Test
  void aConnectionThatIsInNoTransaction_isNotJoined() throws Exception {
    try (Connection connection = connect()) {
      assertThrows(IllegalArgumentException.class, () -> store.within(connection));
    }
  }

  @Test
  void workThatThrowsWithinTheApplications_takesBackItsOwnOnly() throws Exception {
    put(store, GROUP, A, "value");
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try (Joined joined = store.within(connection)) {
        assertThrows(
            IllegalStateException.class,
            () ->
                change(
                    store,
                    GROUP,
                    transaction -> {
                      transaction.put(GROUP, A, secret("never"));
                      throw new IllegalStateException("on purpose");
                    }));
        put(store, GROUP, B, "second");
        connection.commit();
        joined.committed();
      }
    }
    assertEquals(Map.of(A, "value", B, "second"), rows(store, GROUP));
  }

  @Test
  void resealing_makesTheFormerKeyUseless_andKeepsEverything() throws Exception {
    for (int i = 0; i < 20; i++) {
      put(store, new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("g" + i)), A, "value " + i);
    }
    StoreScope first = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("g0"));
    StateStamp stamp = store.stamp(first).orElseThrow();
    byte[] before = sealed(first, A);
    List<String> progress = new ArrayList<>();
    assertEquals(
        List.of(), store.reseal(Keys.SECOND, (done, total) -> progress.add(done + "/" + total)));
    assertEquals("0/20", progress.get(0));
    assertEquals("20/20", progress.get(progress.size() - 1));
    assertFalse(Bytes.wrap(before).equals(Bytes.wrap(sealed(first, A))));
    assertEquals(stamp, store.stamp(first).orElseThrow());
    assertEquals(Map.of(A, "value 0"), rows(store, first));
    put(store, first, B, "after");
    assertThrows(SealingKeyException.class, () -> open(Keys.FIRST));
    try (SealedGroupStore reopened = open(Keys.SECOND)) {
      assertEquals(Map.of(A, "value 0", B, "after"), rows(reopened, first));
    }
  }

  @Test
  void resealingThatWasBrokenOff_goesOn_alsoElsewhere() {
    for (int i = 0; i < 10; i++) {
      put(store, new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("g" + i)), A, "value " + i);
    }
    assertThrows(
        IllegalStateException.class,
        () ->
            store.reseal(
                Keys.SECOND,
                (done, total) -> {
                  if (done == 4) {
                    throw new IllegalStateException("killed");
                  }
                }));
    for (int i = 0; i < 10; i++) {
      StoreScope scope = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("g" + i));
      assertEquals(Map.of(A, "value " + i), rows(store, scope));
    }
    assertThrows(SealingKeyException.class, () -> open(Keys.FIRST));
    try (SealedGroupStore second = open(Keys.SECOND, Keys.FIRST)) {
      assertThrows(SealingKeyException.class, () -> second.reseal(Keys.of(3), (done, total) -> {}));
      List<Long> totals = new ArrayList<>();
      assertEquals(List.of(), second.reseal(Keys.SECOND, (done, total) -> totals.add(total)));
      assertEquals(6, totals.get(0));
    }
    try (SealedGroupStore second = open(Keys.SECOND)) {
      for (int i = 0; i < 10; i++) {
        StoreScope scope = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("g" + i));
        assertEquals(Map.of(A, "value " + i), rows(second, scope));
      }
    }
  }

  @Test
  void aNodeWithBothKeys_worksOnWhileAnotherReseals() {
    put(store, GROUP, A, "value");
    try (SealedGroupStore second = open(Keys.SECOND, Keys.FIRST)) {
      put(second, OTHER, A, "other");
      assertEquals(List.of(), store.reseal(Keys.SECOND, (done, total) -> {}));
      put(second, GROUP, B, "after");
      StoreScope third = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("third"));
      try {
        put(second, third, A, "new");
      } catch (StoreConflictException e) {
        put(second, third, A, "new");
      }
      assertEquals(Map.of(A, "value", B, "after"), rows(store, GROUP));
      assertEquals(Map.of(A, "new"), rows(store, third));
    }
  }

  @Test
  void resealing_leavesWhatIsDamaged_andSaysSo() throws Exception {
    put(store, GROUP, A, "value");
    put(store, OTHER, A, "other");
    byte[] damaged = sealed(GROUP, A);
    damaged[30] ^= 1;
    seal(GROUP, A, damaged);
    assertEquals(List.of(GROUP), store.reseal(Keys.SECOND, (done, total) -> {}));
    assertEquals(Map.of(A, "other"), rows(store, OTHER));
    assertEquals(Bytes.wrap(damaged), Bytes.wrap(sealed(GROUP, A)));
    damaged[30] ^= 1;
    seal(GROUP, A, damaged);
    assertEquals(List.of(), store.reseal(Keys.SECOND, (done, total) -> {}));
    try (SealedGroupStore second = open(Keys.SECOND)) {
      assertEquals(Map.of(A, "value"), rows(second, GROUP));
    }
  }

  @Test
  void aLaterFormat_isRefused_andNotTouched() throws Exception {
    put(store, GROUP, A, "value");
    try (Connection connection = connect()) {
      Sql.run(Statements.of(connection), "UPDATE claviger_format SET version = 99");
      StoreFormatException thrown =
          assertThrows(StoreFormatException.class, () -> open(Keys.FIRST));
      assertTrue(thrown.getMessage().contains("99"), thrown.getMessage());
      assertEquals(
          List.of(99),
          Sql.list(
              Statements.of(connection),
              result -> result.getInt(1),
              "SELECT version FROM claviger_format"));
    }
  }

  @Test
  void aTransactionIsOver_whenItsWorkIs() {
    StoreTransaction ended = store.transact(List.of(GROUP), transaction -> transaction);
    assertThrows(IllegalStateException.class, () -> ended.put(GROUP, A, secret("late")));
  }

  @Test
  void aClosedStore_saysSo() {
    SealedGroupStore second = open(Keys.FIRST);
    second.close();
    second.close();
    assertInstanceOf(
        StoreException.class, assertThrows(StoreException.class, () -> rows(second, GROUP)));
  }
}
