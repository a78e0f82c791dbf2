package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.custody.ImportReport;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that groups do, with derived keys in the token too. */
final class ImportedGroupTest extends GroupContract {
  private static final int IMPORT = ImportReport.CALLS_TO_IMPORT;
  private static final int DESTROY = ImportReport.CALLS_TO_DESTROY;

  ImportedGroupTest() {
    super(new ImportedBackend(ImportedGroupTest.class));
  }

  @AfterEach
  void noImportedKeyIsLeft() {
    ImportReport report = token().importReport();
    assertEquals(report.imported(), report.destroyed(), report::toString);
    assertEquals(0, report.alive() + report.lost());
    assertEquals(0, SoftHsm.tokenObjects(ImportedGroupTest.class));
  }

  /**
   * C_ calls in a full tree of four: what importing adds to a Commit is three for each node that a
   * member gets a new key of, two for the new and one for the old. The rest is as with software
   * keys: 3 to make a leaf key, 2 to sign, 6 to agree, 2 to destroy a leaf key.
   */
  @ParameterizedTest
  @MethodSource("suites")
  void eachOperationCallsTheTokenAsOftenAsItMust(CipherSuiteId id) {
    try (Party party = Party.of(Engine.suite(id), vault(), "alice", "bob", "carol", "dave")) {
      for (int member = 0; member < 4; member++) {
        party.commit(member);
      }
      ImportReport before = token().importReport();
      PendingCommit commit =
          calling(3 + 2 + 2 + 2 * IMPORT, party.group(0).commit().update()::build);
      calling(6 + 2 * (IMPORT + DESTROY), () -> party.group(1).process(commit.message()));
      calling(6 + IMPORT + DESTROY, () -> party.group(2).process(commit.message()));
      calling(6 + IMPORT + DESTROY, () -> party.group(3).process(commit.message()));
      calling(2 + 2 * DESTROY, commit::accept);
      ImportReport after = token().importReport();
      assertEquals(2 + 2 + 1 + 1, after.imported() - before.imported());
      assertEquals(6 * (IMPORT + DESTROY), after.calls() - before.calls());
      party.assertAgreed();

      byte[] data = calling(2, () -> party.group(0).protect("data"));
      calling(0, () -> party.group(1).process(data));

      PendingCommit dropped = party.group(0).commit().update().build();
      calling(2 + 2 * DESTROY, () -> drop(dropped));
      assertEquals(keysOfNodes(), token().importReport().alive());
    }
  }

  /** Each of four members holds the root's key, and that of the node between. */
  private static long keysOfNodes() {
    return 4 * 2;
  }

  private static Void drop(PendingCommit commit) {
    commit.drop();
    return null;
  }

  /**
   * The private key for one who lets itself in is imported to be used once; its public half not.
   */
  @ParameterizedTest
  @MethodSource("suites")
  void externalKey_isImportedForItsOneUse(CipherSuiteId id) {
    try (Party party = Party.of(Engine.suite(id), vault(), "alice", "bob")) {
      byte[] groupInfo = calling(2, () -> party.group(0).groupInfo(true));
      MlsClient carol = party.client("carol");
      PendingJoin join = carol.joinExternally(groupInfo);
      long imported = token().importReport().imported();
      int path = 6 + IMPORT; // the root, which nobody had a key of
      calling(path + IMPORT + 6 + DESTROY, () -> party.group(0).process(join.message()));
      assertEquals(imported + 2, token().importReport().imported());
      party.group(1).process(join.message());
      party.seat(carol, join.accept());
      party.assertAgreed();
      List<KeyPurpose> derived =
          vault().list().stream().map(VaultKey::purpose).filter(KeyPurpose::isDerived).toList();
      assertEquals(List.of(), derived.stream().filter(KeyPurpose.EXTERNAL::equals).toList());
      assertEquals(token().importReport().alive(), derived.size());
    }
  }

  private <T> T calling(int calls, Supplier<T> action) {
    long before = token().tokenCalls();
    T result = action.get();
    assertEquals(calls, token().tokenCalls() - before);
    return result;
  }

  private Pkcs11Vault token() {
    return assertInstanceOf(Pkcs11Vault.class, vault());
  }
}
