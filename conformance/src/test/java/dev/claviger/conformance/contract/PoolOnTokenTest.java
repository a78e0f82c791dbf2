package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.subtle.AesGcmJce;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.TokenFullException;
import dev.claviger.keystore.sealed.SealedGroupStore;
import dev.claviger.keystore.sealed.SqliteGroupStore;
import dev.claviger.mls.Group;
import dev.claviger.mls.HeldKey;
import dev.claviger.mls.KeyPackagePool;
import dev.claviger.mls.KeyPackagePool.Maintenance;
import dev.claviger.mls.KeyPackagePoolPolicy;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LastResort;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool of KeyPackages with its keys in a token and its list in a file. */
final class PoolOnTokenTest {
  private static final KeyPackagePoolPolicy TWO = KeyPackagePoolPolicy.DEFAULT.fresh(2);

  private final CipherSuite suite = Engine.suite(new CipherSuiteId(2));
  private final MlsClient alice =
      MlsClient.builder()
          .suite(suite)
          .credential(Credential.basic("alice"))
          .vault(SoftwareVault.create())
          .build();
  private Pkcs11Vault token;
  private SealedGroupStore store;
  private MlsClient bob;

  @TempDir Path folder;

  @BeforeEach
  void begin() {
    start(Integer.MAX_VALUE);
  }

  @AfterEach
  void endAndLeaveNothing() {
    bob.groupIds().forEach(id -> bob.group(id).orElseThrow().delete());
    bob.waitingKeyPackages().forEach(waiting -> bob.withdraw(waiting.keyPackage()));
    bob.close();
    alice.close();
    token.destroy(bob.signatureKey());
    assertEquals(List.of(), token.list());
    store.close();
    token.close();
  }

  @Test
  void poolLastsOverARestart_andTheLeafKeyOfLastResortGoesWithTheLastGroup() {
    List<KeyPackage> made = new KeyPackagePool(bob, TWO).maintain().toPublish();
    assertEquals(3, made.size());
    restart(Integer.MAX_VALUE);
    assertEquals(0, new KeyPackagePool(bob, TWO).maintain().missing());
    assertEquals(SIGNATURE + 2 * 3, onToken().size());
    KeyPackage last = made.stream().filter(LastResort::marks).findFirst().orElseThrow();
    Group first = join(last);
    Group second = join(last);
    KeyRef leaf = first.ownKeys().leaf();
    assertEquals(leaf, second.ownKeys().leaf());
    restart(Integer.MAX_VALUE);
    first = bob.group(first.groupId()).orElseThrow();
    second = bob.group(second.groupId()).orElseThrow();
    first.commit().update().build().accept();
    assertTrue(bob.withdraw(last));
    assertTrue(onToken().contains(leaf));
    restart(Integer.MAX_VALUE);
    second = bob.group(second.groupId()).orElseThrow();
    second.commit().update().build().accept();
    assertFalse(onToken().contains(leaf));
    assertEquals(onToken(), bob.keys().stream().map(HeldKey::ref).collect(Collectors.toSet()));
  }

  private static final int SIGNATURE = 1;

  @Test
  void tokenThatMayHoldNoMore_endsTheFilling() {
    restart((SIGNATURE + 2 + 1) * 2); // objects: a key pair is two
    Maintenance made = new KeyPackagePool(bob, TWO).maintain();
    assertEquals(1, made.toPublish().size());
    assertEquals(2, made.missing());
    assertInstanceOf(TokenFullException.class, made.failure().orElseThrow());
    assertEquals(SIGNATURE + 2, onToken().size());
    restart(Integer.MAX_VALUE);
    assertEquals(0, new KeyPackagePool(bob, TWO).maintain().missing());
  }

  private Group join(KeyPackage keyPackage) {
    PendingCommit add = alice.createGroup().commit().add(keyPackage).update().build();
    add.accept();
    return bob.join(add.welcome().orElseThrow());
  }

  private Set<KeyRef> onToken() {
    return token.list().stream().map(VaultKey::ref).collect(Collectors.toSet());
  }

  private void restart(int objects) {
    store.close();
    token.close();
    start(objects);
  }

  private void start(int objects) {
    token = Pkcs11Vault.open(SoftHsm.token(PoolOnTokenTest.class).objectBudget(objects).build());
    try {
      store = SqliteGroupStore.open(folder.resolve("bob.db"), new AesGcmJce(new byte[32]));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    bob =
        MlsClient.builder()
            .suite(suite)
            .credential(Credential.basic("bob"))
            .vault(token)
            .store(store)
            .build();
  }
}
