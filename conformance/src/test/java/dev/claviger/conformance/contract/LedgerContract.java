package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.spi.GroupStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests that account for every key: what they make is in good custody, and gone at their end. */
abstract class LedgerContract extends VaultContract {
  private Set<KeyRef> before;
  private LedgerVault ledger;

  LedgerContract(VaultBackend backend) {
    super(backend);
  }

  @BeforeEach
  final void openLedger() {
    before = refs();
    ledger = new LedgerVault(vault(), backend().attestsOrigin());
  }

  @AfterEach
  final void nothingIsLeftInTheVault() {
    assertEquals(Set.of(), ledger.alive(), "keys that were made here and live on");
    assertEquals(before, refs());
  }

  /** The suites to test in: all that the vault can. */
  List<CipherSuiteId> suites() {
    return supportedSuites();
  }

  /** One of each kind of curve, for a vault in front of another that all suites run on. */
  static List<CipherSuiteId> twoSuites() {
    return List.of(new CipherSuiteId(1), new CipherSuiteId(2));
  }

  /** The vault of a test's members. */
  final LedgerVault ledger() {
    return ledger;
  }

  final Party party(CipherSuiteId id, String... names) {
    return Party.of(Engine.suite(id), ledger, this::newStore, names);
  }

  /** Where another client of a party is stored, if it is. */
  Optional<GroupStore> newStore() {
    return Optional.empty();
  }

  /** A signature key that the test destroys. */
  final VaultKey signatureKey(CipherSuiteId id) {
    return ledger.generate(KeyPurpose.SIGNATURE, Engine.suite(id).signatureScheme());
  }

  private Set<KeyRef> refs() {
    return vault().list().stream().map(VaultKey::ref).collect(Collectors.toSet());
  }
}
