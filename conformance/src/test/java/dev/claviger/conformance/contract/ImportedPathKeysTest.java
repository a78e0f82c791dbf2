package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.audit.AuditException;
import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.audit.KeyUse;
import dev.claviger.crypto.key.ApprovedVault;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.PathKeysLostException;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.custody.ImportReport;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A member whose derived keys are in a token, among others whose are not. */
final class ImportedPathKeysTest {
  private final CipherSuite suite = Engine.suite(new CipherSuiteId(2));

  /** Carol is the third of four: her leaf has a node with Dave's, and there is the root. */
  private final class Table implements AutoCloseable {
    private final KeyVault software = SoftwareVault.create();
    private final KeyVault token;
    private final List<MlsClient> clients = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    private Table(KeyVault token) {
      this.token = token;
      clients.add(client("alice", software));
      groups.add(clients.get(0).createGroup());
      join("bob", software);
      join("carol", token);
      join("dave", software);
      for (int member = 0; member < 4; member++) {
        commit(member);
      }
    }

    private void join(String name, KeyVault vault) {
      MlsClient client = client(name, vault);
      PendingCommit commit = groups.get(0).commit().add(client.keyPackage()).update().build();
      others(0).forEach(group -> group.process(commit.message()));
      commit.accept();
      clients.add(client);
      groups.add(client.join(commit.welcome().orElseThrow()));
    }

    private MlsClient client(String name, KeyVault vault) {
      return MlsClient.builder()
          .suite(suite)
          .credential(Credential.basic(name))
          .vault(vault)
          .build();
    }

    private void commit(int member) {
      PendingCommit commit = groups.get(member).commit().update().build();
      others(member).forEach(group -> group.process(commit.message()));
      commit.accept();
      Party.assertAgreed(groups);
    }

    private List<Group> others(int member) {
      return groups.stream().filter(group -> group != groups.get(member)).toList();
    }

    private Group carol() {
      return groups.get(2);
    }

    @Override
    public void close() {
      clients.forEach(MlsClient::close);
      token.close();
    }
  }

  @Test
  void lostPathKeys_areTold_andACommitOfOurOwnBringsNewOnes() {
    try (Table table = new Table(open())) {
      logout();
      PendingCommit refused = table.groups.get(0).commit().update().build();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThrows(PathKeysLostException.class, () -> table.carol().process(refused.message()));
      }
      refused.drop();
      table.commit(2);
      table.commit(0);
      table.commit(3);
    }
  }

  @Test
  void lostPathKeys_comeBackWithAnUpdateThatAnotherCommits() {
    try (Table table = new Table(open())) {
      logout();
      byte[] update = table.carol().propose().update();
      table.others(2).forEach(group -> group.process(update));
      table.commit(0);
      table.commit(1);
      table.commit(3);
    }
  }

  @Test
  void whoWasTooLate_joinsAgainByAnExternalCommit() {
    try (Table table = new Table(open())) {
      logout();
      PendingCommit missed = table.groups.get(0).commit().update().build();
      assertThrows(PathKeysLostException.class, () -> table.carol().process(missed.message()));
      table.groups.get(1).process(missed.message());
      table.groups.get(3).process(missed.message());
      missed.accept();
      PendingJoin join = table.clients.get(2).joinExternally(table.groups.get(0).groupInfo(true));
      for (Group group : table.others(2)) {
        assertInstanceOf(Received.NewEpoch.class, group.process(join.message()));
      }
      Group dead = table.carol();
      table.groups.set(2, join.accept());
      assertFalse(dead.isActive());
      Party.assertAgreed(table.groups);
      for (int member = 0; member < 4; member++) {
        table.commit(member);
      }
    }
  }

  @Test
  void importedKeys_areAudited_eachFromItsImportToItsEnd() {
    List<KeyUse> uses = new ArrayList<>();
    Pkcs11Vault token = open();
    try (Table table = new Table(AuditedVault.failClosed(token, uses::add))) {
      PendingJoin join =
          table.client("erin", table.software).joinExternally(table.groups.get(0).groupInfo(true));
      table.groups.forEach(group -> group.process(join.message()));
      join.drop();
    }
    List<KeyUse> derived =
        uses.stream().filter(use -> use.purpose().orElseThrow().isDerived()).toList();
    assertEquals(names(derived, KeyUse.Operation.IMPORT), names(derived, KeyUse.Operation.DESTROY));
    assertEquals(token.importReport().imported(), count(derived, KeyUse.Operation.IMPORT, null));
    assertEquals(1, count(derived, KeyUse.Operation.IMPORT, KeyPurpose.EXTERNAL));
    assertEquals(1, count(derived, KeyUse.Operation.AGREE, KeyPurpose.EXTERNAL));
    assertTrue(count(derived, KeyUse.Operation.AGREE, KeyPurpose.PATH) > 0);
    assertTrue(derived.stream().allMatch(use -> use.failure().isEmpty()));
    assertTrue(derived.stream().allMatch(use -> use.store().equals(token.name())));
  }

  @Test
  void importThatCannotBeRecorded_isUndone() {
    Pkcs11Vault token = open();
    KeyVault audited =
        AuditedVault.failClosed(
            token,
            use -> {
              if (use.operation() == KeyUse.Operation.IMPORT) {
                throw new IllegalStateException("the disk is full");
              }
            });
    try (audited;
        MlsClient alice =
            MlsClient.builder()
                .suite(suite)
                .credential(Credential.basic("alice"))
                .vault(audited)
                .build();
        MlsClient bob =
            MlsClient.builder()
                .suite(suite)
                .credential(Credential.basic("bob"))
                .vault(SoftwareVault.create())
                .build();
        Group group = alice.createGroup()) {
      int before = token.list().size();
      assertThrows(
          AuditException.class, () -> group.commit().add(bob.keyPackage()).update().build());
      assertEquals(before, token.list().size());
      ImportReport report = token.importReport();
      assertEquals(report.imported(), report.destroyed());
      assertTrue(report.imported() > 0);
    }
  }

  @Test
  void approvedMode_saysWhereDerivedKeysAre_andTakesImportedOnes() {
    try (ApprovedVault without =
        ApprovedVault.over(Pkcs11Vault.open(SoftHsm.token(ImportedPathKeysTest.class).build()))) {
      String told = without.reservations().get(0);
      assertTrue(told.contains("stay software keys") && told.contains("IMPORTED"), told);
    }
    ApprovedVault approved = ApprovedVault.over(open());
    assertTrue(approved.reservations().get(0).contains("imported"));
    try (Table table = new Table(approved)) {
      assertEquals(4, table.groups.size());
      List<VaultKey> derived =
          approved.list().stream().filter(key -> key.purpose().isDerived()).toList();
      assertEquals(2, derived.size());
      derived.forEach(
          key -> assertEquals(KeyCustody.IMPORTED, approved.attest(key.ref()).custody()));
      assertThrows(
          UnsupportedKeyException.class,
          () ->
              MlsClient.builder()
                  .suite(Engine.suite(new CipherSuiteId(1)))
                  .credential(Credential.basic("erin"))
                  .signatureKey(anySignatureKey())
                  .vault(approved)
                  .build());
    }
  }

  /** So that no signature key is asked for, which would be refused before. */
  private static VaultKey anySignatureKey() {
    return SoftwareVault.create()
        .generate(KeyPurpose.SIGNATURE, Engine.suite(new CipherSuiteId(1)).signatureScheme());
  }

  @Test
  void tokenThatTakesNoDerivedKeys_isRefusedWhenTheClientIsBuilt() {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            Nss.FIPS.token(ImportedPathKeysTest.class).pathKeys(KeyCustody.IMPORTED).build())) {
      int before = vault.list().size();
      UnsupportedKeyException e =
          assertThrows(
              UnsupportedKeyException.class,
              () ->
                  MlsClient.builder()
                      .suite(suite)
                      .credential(Credential.basic("alice"))
                      .vault(vault)
                      .build());
      assertTrue(e.getMessage().contains("does not take derived keys"), e.getMessage());
      assertEquals(before, vault.list().size());
    }
  }

  private static Set<String> names(List<KeyUse> uses, KeyUse.Operation operation) {
    return uses.stream()
        .filter(use -> use.operation() == operation)
        .map(use -> use.key().orElseThrow().toString())
        .collect(Collectors.toSet());
  }

  private static long count(List<KeyUse> uses, KeyUse.Operation operation, KeyPurpose purpose) {
    return uses.stream()
        .filter(use -> use.operation() == operation)
        .filter(use -> purpose == null || use.purpose().equals(Optional.of(purpose)))
        .count();
  }

  private static Pkcs11Vault open() {
    return Pkcs11Vault.open(
        SoftHsm.token(ImportedPathKeysTest.class).pathKeys(KeyCustody.IMPORTED).build());
  }

  private static void logout() {
    SoftHsm.of(ImportedPathKeysTest.class).logout(ImportedPathKeysTest.class.getSimpleName());
  }
}
