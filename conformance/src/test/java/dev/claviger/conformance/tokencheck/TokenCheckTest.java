package dev.claviger.conformance.tokencheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.contract.FailingVault;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.CustodyAttribute;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
  private static final List<CipherSuiteId> ONE =
      List.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_ED25519);

  private static final Effort IMPATIENT = new Effort(Duration.ZERO, 1, Duration.ofSeconds(2));

  private final SoftwareVault vault = SoftwareVault.create();

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void soundVault_isWholeInEverySuite_andKeysOfOthersAreLeftAlone() {
    VaultKey other = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    TokenReport report = TokenCheck.run(vault, Effort.QUICK);
    assertEquals(7, report.wholeSuites());
    assertEquals(List.of(other), vault.list());
    assertEquals(new Inventory(1, 1, List.of(), List.of(), ""), report.inventory());
    for (SuiteReport suite : report.suites()) {
      assertEquals(
          "keys can live here; route SOFTWARE, key and dh are in this host's memory",
          suite.verdict());
    }
  }

  @Test
  void everyCheckThatApplies_isRunOfEveryKey() {
    SuiteReport suite = TokenCheck.run(vault, Effort.QUICK, ONE).suites().get(0);
    List<KeyPurpose> purposes = suite.keys().stream().map(KeyReport::purpose).toList();
    assertEquals(KeyPurpose.generated(), purposes);
    for (KeyReport key : suite.keys()) {
      List<Check> asked = key.findings().stream().map(Finding::check).toList();
      boolean signs = key.purpose() == KeyPurpose.SIGNATURE;
      assertEquals(signs ? 7 : 9, asked.size());
      assertEquals(Stream.of(Check.values()).filter(asked::contains).toList(), asked);
    }
  }

  @Test
  void speeds_areOfOneSessionAndOfSeveral_unlessNotWanted() {
    Effort effort = new Effort(Duration.ofMillis(1), 3, Effort.PATIENCE);
    List<KeyReport> keys = TokenCheck.run(vault, effort, ONE).suites().get(0).keys();
    for (KeyReport key : List.of(keys.get(0), keys.get(2))) {
      assertEquals(List.of(1, 3), key.speeds().stream().map(Speed::sessions).toList());
      assertTrue(key.speeds().stream().allMatch(speed -> speed.perSecond() > 0));
    }
    SuiteReport quick = TokenCheck.run(vault, Effort.QUICK, ONE).suites().get(0);
    assertTrue(quick.keys().stream().allMatch(key -> key.speeds().isEmpty()));
  }

  @Test
  void tokenThatOnlySigns_isSaidToSignOnly_andWhatItLacks() {
    TokenReport report = TokenCheck.run(FaultyVault.signingOnly(vault), Effort.QUICK);
    assertEquals(0, report.wholeSuites());
    assertEquals("signature only, no X25519", report.suites().get(0).verdict());
    assertEquals("signature only, no agreement on secp256r1", report.suites().get(1).verdict());
    KeyReport leaf = report.suites().get(0).keys().get(2);
    assertEquals(
        new Finding(Check.OFFERED, Outcome.FAILED, FaultyVault.SAYS_SO), leaf.findings().get(0));
    assertEquals(8, leaf.findings().stream().filter(f -> f.outcome() == Outcome.NOT_RUN).count());
    assertNothingLeft(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sensitive", "neverExtractable", "local"})
  void tokenThatDisobeys_isNotTrustedWithThoseKeys(String attribute) {
    KeyVault disobedient = FaultyVault.disobedient(vault, attribute);
    TokenReport report = TokenCheck.run(disobedient, Effort.QUICK, ONE);
    assertEquals(0, report.wholeSuites());
    assertEquals(
        "signature only, the init key could leave, or was not made there; the leaf key could"
            + " leave, or was not made there",
        report.suites().get(0).verdict());
    assertNothingLeft(report);
  }

  @Test
  void tokenThatDestroysNothing_isFoundOutByItsHandles() {
    TokenReport report = TokenCheck.run(FaultyVault.deaf(vault), Effort.QUICK, ONE);
    for (KeyReport key : report.suites().get(0).keys()) {
      assertEquals(
          List.of(
              new Finding(
                  Check.AFTER_DESTROY,
                  Outcome.FAILED,
                  "an operation with a destroyed key was not refused")),
          key.failures());
    }
  }

  @Test
  void tokenOfOneSession_failsAtTwo_andNowhereElse() {
    TokenReport report = TokenCheck.run(FaultyVault.singleSession(vault), Effort.QUICK, ONE);
    for (KeyReport key : report.suites().get(0).keys()) {
      assertEquals(
          List.of(new Finding(Check.TWO_SESSIONS, Outcome.FAILED, FaultyVault.SAYS_SO)),
          key.failures());
    }
    assertNothingLeft(report);
  }

  @Test
  void vaultThatTakesAnyPublicKey_isNotTrusted() {
    Bytes zeros = Bytes.wrap(new byte[32]);
    TokenReport report = TokenCheck.run(FaultyVault.trusting(vault, zeros), Effort.QUICK, ONE);
    assertEquals(
        "signature only, the init key takes a public key off the curve; the leaf key takes a"
            + " public key off the curve",
        report.suites().get(0).verdict());
    assertNothingLeft(report);
  }

  @Test
  void tokenThatFailsOnce_atAnyCall_isNotWhole_andNothingIsLeft() {
    FailingVault failing = new FailingVault(vault);
    int call = -1;
    boolean reached;
    do {
      failing.failAfter(++call);
      TokenReport report = TokenCheck.run(failing, Effort.QUICK, ONE);
      reached = !failing.disarm();
      assertEquals(reached ? 0 : 1, report.wholeSuites(), report::toString);
      assertNothingLeft(report);
    } while (reached);
    assertTrue(call > 30, "only " + call + " calls");
  }

  @Test
  void keysThatCannotBeDestroyed_areNamed() {
    TokenReport report = TokenCheck.run(FaultyVault.undying(vault), Effort.QUICK, ONE);
    assertEquals(0, report.wholeSuites());
    for (VaultKey key : vault.list()) {
      String named = key.ref() + " (" + FaultyVault.SAYS_SO + ")";
      assertTrue(report.inventory().left().contains(named), report.inventory()::toString);
    }
    assertEquals(3, report.inventory().left().size());
    assertEquals(List.of(), report.inventory().appeared());
    assertFalse(report.inventory().clean());
  }

  @Test
  void keysThatAppearMeanwhile_areNamed_andNotTouched() {
    TokenReport report = TokenCheck.run(FaultyVault.losing(vault), Effort.QUICK, ONE);
    assertEquals(3, report.inventory().appeared().size());
    assertEquals(3, vault.list().size());
    assertFalse(report.inventory().clean());
    assertEquals(
        "none of the keys can live here, the signature key is not made; the init key is not made;"
            + " the leaf key is not made",
        report.suites().get(0).verdict());
  }

  @Test
  void checkThatBreaksOff_leavesNothing() {
    KeyVault fatal = FaultyVault.fatal(vault);
    assertThrows(OutOfMemoryError.class, () -> TokenCheck.run(fatal, Effort.QUICK));
    assertEquals(List.of(), vault.list());
  }

  /** Each question that hangs is the row's, and no key is left that can be destroyed. */
  @ParameterizedTest
  @ValueSource(strings = {"supports", "generate", "attest", "use", "destroy"})
  void callThatHangs_isSaidSo_andTheReportComesOut(String operation) {
    KeyVault hanging = FaultyVault.hanging(vault, operation);
    TokenReport report = TokenCheck.run(hanging, IMPATIENT);
    assertEquals(0, report.wholeSuites());
    List<Finding> unanswered =
        report.suites().stream()
            .flatMap(suite -> suite.keys().stream())
            .flatMap(key -> key.findings().stream())
            .filter(finding -> finding.outcome() == Outcome.NO_ANSWER)
            .toList();
    assertEquals(2, unanswered.size(), "the token is asked no more after the second time");
    assertTrue(unanswered.get(0).detail().startsWith("no answer within "));
    String verdict = report.suites().get(0).verdict();
    assertTrue(
        verdict.contains("the token did not answer when the signature key was tried"), verdict);
    assertEquals("not tried, for the token stopped answering", report.suites().get(6).verdict());
    assertEquals(vault.list().size(), report.inventory().left().size());
    assertFalse(report.inventory().clean());
    assertTrue(TextReport.lines(report).contains("0x0001: " + verdict));
  }

  @Test
  void listThatHangs_isSaidSo_andDoesNotKeepTheKeysFromBeingTried() {
    TokenReport report = TokenCheck.run(FaultyVault.hanging(vault, "list"), IMPATIENT, ONE);
    assertEquals(1, report.wholeSuites());
    assertTrue(report.inventory().failure().startsWith("no answer within "));
    assertEquals(List.of(), vault.list());
  }

  @Test
  void keysThatAreNotWrapped_areResidentOnly_andTheVerdictSaysSo() {
    TokenReport report = TokenCheck.run(FaultyVault.wrappingNist(vault), Effort.QUICK);
    String verdict = report.suites().get(0).verdict();
    assertTrue(verdict.endsWith("; keys resident only, the token does not wrap X25519"), verdict);
    verdict = report.suites().get(1).verdict();
    assertTrue(verdict.endsWith("; init and leaf keys resident or wrapped"), verdict);
    KeyReport leaf = report.suites().get(0).keys().get(2);
    assertEquals(new Wrapping(Wrapping.Answer.NO, FaultyVault.SAYS_SO), leaf.wrapping());
    assertEquals(new Wrapping(Wrapping.Answer.NO, FaultyVault.SAYS_SO), leaf.importing());
    List<String> lines = TextReport.lines(report);
    assertTrue(
        lines.contains("0x0001 path keys, in software only: " + FaultyVault.SAYS_SO)
            && lines.stream().anyMatch(line -> line.startsWith("0x0002 path keys, which members")),
        lines::toString);
    assertTrue(
        lines.contains("0x0001 init and leaf keys, resident only: " + FaultyVault.SAYS_SO),
        lines::toString);
    assertEquals(
        Wrapping.Answer.NOT_ASKED, report.suites().get(0).keys().get(0).wrapping().answer());
  }

  /** By what the vault knows, and not by what it says about it. */
  @Test
  void attributeThatTheTokenIsKnownToTellWrongly_isExcused_andNoOther() {
    Set<CustodyAttribute> local = Set.of(CustodyAttribute.LOCAL);
    assertEquals(
        1, TokenCheck.run(FaultyVault.excused(vault, local), Effort.QUICK, ONE).wholeSuites());
    for (Set<CustodyAttribute> others :
        List.of(Set.<CustodyAttribute>of(), Set.of(CustodyAttribute.NEVER_EXTRACTABLE))) {
      assertEquals(
          0, TokenCheck.run(FaultyVault.excused(vault, others), Effort.QUICK, ONE).wholeSuites());
    }
  }

  private void assertNothingLeft(TokenReport report) {
    assertEquals(List.of(), vault.list());
    assertEquals(new Inventory(0, 0, List.of(), List.of(), ""), report.inventory());
  }
}
