package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.keystore.scratch.ScratchPostgres;
import dev.claviger.keystore.sealed.PostgresGroupStore;
import dev.claviger.keystore.sealed.SqliteGroupStore;
import dev.claviger.mls.Group;
import dev.claviger.mls.HeldKey;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that followed the wrong one of two Commits, and goes back, restarted at every step. */
final class ForkInStoreTest {
  private final CipherSuite suite = Engine.suite(new CipherSuiteId(2));
  private final GroupId groupId = new GroupId(Bytes.utf8("forked"));

  @TempDir Path folder;

  @Test
  void overSqlite_withKeysInAToken() {
    goBack(
        () -> Pkcs11Vault.open(SoftHsm.token(ForkInStoreTest.class).build()),
        () -> SqliteGroupStore.open(folder.resolve("alice.db"), sealingKey()));
  }

  @Test
  void overPostgres() throws Exception {
    ScratchPostgres.missing().ifPresent(why -> Loudly.notRunButUnderCi("forks in PostgreSQL", why));
    try (ScratchPostgres server = ScratchPostgres.start();
        SoftwareVault vault = SoftwareVault.create()) {
      String database = server.newDatabase();
      goBack(
          () -> new Lasting(vault),
          () -> PostgresGroupStore.open(database, server.properties(), "alice", sealingKey()));
    }
  }

  private void goBack(Supplier<KeyVault> vaults, Supplier<GroupStore> stores) {
    try (MlsClient bob = client("bob").vault(SoftwareVault.create()).build();
        MlsClient carol = client("carol").vault(SoftwareVault.create()).build();
        Member alice = new Member(vaults, stores)) {
      alice.begin(groupId);
      PendingCommit add =
          alice.group.commit().add(bob.keyPackage()).add(carol.keyPackage()).update().build();
      add.accept();
      byte[] welcome = add.welcome().orElseThrow();
      Group theirs = bob.join(welcome);
      Group ours = carol.join(welcome);

      assertEquals("before", text(ours.process(alice.group.protect("before"))));
      PendingCommit followed = theirs.commit().update().build();
      PendingCommit ordered = ours.commit().update().build();
      alice.group.process(followed.message());
      alice.group.protect("in an epoch that will not be");
      alice.restart();
      assertInstanceOf(Received.Fork.class, alice.group.process(ordered.message()));
      alice.restart();
      alice.group.rewind(1);
      alice.restart();
      byte[] between = alice.group.protect("between");
      alice.restart();
      assertInstanceOf(Received.NewEpoch.class, alice.group.process(ordered.message()));
      alice.restart();
      ordered.accept();
      assertEquals("between", text(ours.process(between)), "with a key of its own");
      assertEquals(ours.epochAuthenticator(), alice.group.epochAuthenticator());
      assertEquals("after", text(ours.process(alice.group.protect("after"))));
      assertEquals(List.of(1L, 0L), alice.group.keptEpochs());
      alice.assertKeysAreThoseThatAreNamed();

      alice.group.rewind(1);
      alice.restart();
      assertEquals(
          Rule.COMMIT_WAS_NOT_GIVEN_UP,
          assertThrows(ValidationException.class, () -> alice.group.process(followed.message()))
              .rule());
      alice.assertKeysAreThoseThatAreNamed();
    }
  }

  /** Who goes back; a restart leaves nothing in memory. */
  private final class Member implements AutoCloseable {
    private final Supplier<KeyVault> vaults;
    private final Supplier<GroupStore> stores;
    private KeyVault vault;
    private GroupStore store;
    private MlsClient client;
    private Group group;

    Member(Supplier<KeyVault> vaults, Supplier<GroupStore> stores) {
      this.vaults = vaults;
      this.stores = stores;
      start();
    }

    void begin(GroupId id) {
      group = client.createGroup(id);
    }

    void restart() {
      stop();
      start();
      group = client.group(groupId).orElseThrow();
    }

    private void start() {
      vault = vaults.get();
      store = stores.get();
      client = client("alice").vault(vault).store(store).keptEpochs(2).sendingBlock(4).build();
    }

    private void stop() {
      client.close();
      store.close();
      vault.close();
    }

    void assertKeysAreThoseThatAreNamed() {
      Set<KeyRef> named = client.keys().stream().map(HeldKey::ref).collect(Collectors.toSet());
      assertEquals(named, vault.list().stream().map(VaultKey::ref).collect(Collectors.toSet()));
    }

    @Override
    public void close() {
      group.delete();
      vault.destroy(client.signatureKey());
      assertEquals(List.of(), vault.list());
      stop();
    }
  }

  /** Software keys that outlive who opened them. */
  private static final class Lasting extends ForwardingVault {
    private Lasting(KeyVault vault) {
      super(vault);
    }

    @Override
    public void close() {}
  }

  /** Handshakes in clear, so that the rule is met that keeps from a Commit, not its spent key. */
  private MlsClientBuilder client(String name) {
    return MlsClient.builder().suite(suite).credential(Credential.basic(name)).publicHandshakes();
  }

  private static String text(Received received) {
    return assertInstanceOf(Received.Application.class, received).text();
  }

  private static Aead sealingKey() {
    try {
      return new AesGcmJce(new byte[32]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
