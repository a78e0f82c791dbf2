package dev.claviger.conformance.tokencheck;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what a vault's token can carry, by letting keys live there for a moment. They are
 * destroyed also if the check breaks off, or the process is told to end; other keys are left alone.
 * A call that hangs is a finding like another ({@link Patience}).
 */
public final class TokenCheck {
  private final KeyVault vault;
  private final Effort effort;
  private final ScratchKeys keys;
  private final Patience patience;

  private TokenCheck(KeyVault vault, Effort effort) {
    this.vault = vault;
    this.effort = effort;
    this.keys = new ScratchKeys(vault);
    this.patience = new Patience(effort.patience());
  }

  /** Checks all seven suites; the vault stays the caller's to close. */
  public static TokenReport run(KeyVault vault, Effort effort) {
    return run(vault, effort, CipherSuiteId.rfc9420());
  }

  static TokenReport run(KeyVault vault, Effort effort, List<CipherSuiteId> suites) {
    return new TokenCheck(vault, effort).report(suites);
  }

  private TokenReport report(List<CipherSuiteId> suites) {
    Thread atExit = new Thread(() -> keys.clear(patience.another()), "token check, clearing up");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      Listing before = listing();
      List<SuiteReport> reports = suites.stream().map(id -> suite(id, Engine.suite(id))).toList();
      Inventory inventory = inventory(before, keys.clear(patience));
      return new TokenReport(vault.name(), at, reports, inventory);
    } finally {
      keys.clear(patience);
      patience.end();
      forget(atExit);
    }
  }

  private SuiteReport suite(CipherSuiteId id, CipherSuite suite) {
    List<KeyReport> reports =
        KeyPurpose.generated().stream()
            .map(purpose -> new KeyCheck(keys, patience, suite, purpose).run(effort))
            .toList();
    return new SuiteReport(id.toString(), suite.getAlgorithm(), reports);
  }

  private Inventory inventory(Listing before, List<String> left) {
    Listing after = listing();
    List<String> appeared = new ArrayList<>();
    if (before.failure().isEmpty()) {
      after.names().stream()
          .filter(name -> !before.names().contains(name))
          .filter(name -> left.stream().noneMatch(mine -> mine.startsWith(name)))
          .forEach(appeared::add);
    }
    String failure = before.failure().isEmpty() ? after.failure() : before.failure();
    return new Inventory(before.count(), after.count(), left, appeared, failure);
  }

  private Listing listing() {
    try {
      return new Listing(
          patience.get(vault::list).stream()
              .map(VaultKey::ref)
              .map(Object::toString)
              .collect(Collectors.toUnmodifiableSet()),
          "");
    } catch (RuntimeException e) {
      return new Listing(Set.of(), Plain.line(e));
    }
  }

  /** The names of the keys on a token, or why there are none to be had. */
  private record Listing(Set<String> names, String failure) {

    int count() {
      return failure.isEmpty() ? names.size() : -1;
    }
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is at work.
    }
  }
}
