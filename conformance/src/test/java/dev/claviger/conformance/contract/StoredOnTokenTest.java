package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.RollbackGuard;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.keystore.sealed.RollbackState;
import dev.claviger.keystore.sealed.SealedGroupStore;
import dev.claviger.keystore.sealed.SqliteGroupStore;
import dev.claviger.keystore.sealing.VaultSealingKeys;
import dev.claviger.mls.Group;
import dev.claviger.mls.HeldKey;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.Received;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.StoreRestoredException;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member with its keys in a token and its state in a file, both of which outlive its process. */
final class StoredOnTokenTest {
  private static final Duration ANY_AGE = Duration.ofSeconds(-1);

  private final CipherSuite suite = Engine.suite(new CipherSuiteId(2));
  private final GroupId groupId = new GroupId(Bytes.utf8("kept"));
  private final MlsClient bob =
      MlsClient.builder()
          .suite(suite)
          .credential(Credential.basic("bob"))
          .vault(SoftwareVault.create())
          .build();
  private Pkcs11Vault token;
  private SealedGroupStore store;
  private MlsClient alice;
  private Group ours;
  private Group theirs;

  @TempDir Path folder;

  @BeforeEach
  void begin() {
    start();
    ours = alice.createGroup(groupId);
    PendingCommit add = ours.commit().add(bob.keyPackage()).update().build();
    add.accept();
    theirs = bob.join(add.welcome().orElseThrow());
  }

  @AfterEach
  void endAndLeaveNothing() {
    ours.delete();
    alice.close();
    bob.close();
    token.destroy(alice.signatureKey());
    assertEquals(List.of(), token.list());
    store.close();
    token.close();
  }

  @Test
  void memberGoesOn_whereverItsProcessEnds() {
    restart();
    talk();
    PendingCommit waits = ours.commit().update().build();
    theirs.process(waits.message());
    restart();
    assertArrayEquals(waits.message(), ours.pendingCommits().get(0).message());
    ours.pendingCommits().get(0).accept();
    restart();
    talk();
    PendingCommit commit = theirs.commit().update().build();
    byte[] late = theirs.protect("late");
    ours.process(commit.message());
    commit.accept();
    restart();
    assertEquals("late", text(ours.process(late)));
    assertThrows(ValidationException.class, () -> ours.process(late));
    talk();
    assertKeysAreThoseThatAreNamed();
  }

  @Test
  void whatNobodyNames_isReaped_andTheMemberGoesOn() {
    // as if a crash had come between making a key and storing its name
    token.generate(KeyPurpose.LEAF, suite.kem());
    Set<KeyRef> named = alice.keys().stream().map(HeldKey::ref).collect(Collectors.toSet());
    assertEquals(1, token.reap(named, ANY_AGE).size());
    restart();
    talk();
    assertKeysAreThoseThatAreNamed();
  }

  @Test
  void aCopyOfTheFileThatIsPutBack_isFoundByTheTokensCounter_andNotSentFrom() throws Exception {
    RollbackGuard counter = token.rollbackGuard("groups").orElseThrow();
    assertEquals(RollbackState.NOT_SEEN, store.guardBy(counter));
    alice.close();
    store.close();
    Files.copy(file(), file("copy"));
    token.close();
    start();
    ours = alice.group(groupId).orElseThrow();
    theirs.process(ours.protect("after the copy was made"));
    store.guardBy(token.rollbackGuard("groups").orElseThrow());
    alice.close();
    store.close();
    Files.copy(file("copy"), file(), StandardCopyOption.REPLACE_EXISTING);
    token.close();
    start();
    assertEquals(
        RollbackState.RESTORED, store.guardBy(token.rollbackGuard("groups").orElseThrow()));
    ours = alice.group(groupId).orElseThrow();
    assertThrows(StoreRestoredException.class, () -> ours.protect("the same generation"));
    PendingJoin rejoin = alice.joinExternally(theirs.groupInfo(true));
    theirs.process(rejoin.message());
    ours = rejoin.accept();
    talk();
  }

  private Path file() {
    return file("db");
  }

  private Path file(String suffix) {
    return folder.resolve("alice." + suffix);
  }

  @Test
  void protectingCostsOneSignature_andProcessingACommitOneAgreement() {
    ours.protect("reserves a block of generations");
    long before = token.tokenCalls();
    ours.protect("from the block");
    assertEquals(2, token.tokenCalls() - before); // C_SignInit, C_Sign
    PendingCommit commit = theirs.commit().update().build();
    before = token.tokenCalls();
    ours.process(commit.message());
    commit.accept();
    assertEquals(6, token.tokenCalls() - before); // DIGEST_KEY, once
  }

  private void assertKeysAreThoseThatAreNamed() {
    Set<KeyRef> onToken =
        token.list().stream().map(VaultKey::ref).collect(Collectors.toCollection(HashSet::new));
    assertEquals(onToken, alice.keys().stream().map(HeldKey::ref).collect(Collectors.toSet()));
  }

  private void talk() {
    assertEquals("to bob", text(theirs.process(ours.protect("to bob"))));
    assertEquals("to alice", text(ours.process(theirs.protect("to alice"))));
  }

  private static String text(Received received) {
    return ((Received.Application) received).text();
  }

  /** As a process that ends: nothing of it is closed but what the operating system would close. */
  private void restart() {
    store.close();
    token.close();
    start();
    ours = alice.group(groupId).orElseThrow();
  }

  private void start() {
    token = Pkcs11Vault.open(SoftHsm.token(StoredOnTokenTest.class).build());
    store = SqliteGroupStore.open(file(), VaultSealingKeys.of(token, "groups").aead());
    alice =
        MlsClient.builder()
            .suite(suite)
            .credential(Credential.basic("alice"))
            .vault(token)
            .store(store)
            .build();
  }
}
