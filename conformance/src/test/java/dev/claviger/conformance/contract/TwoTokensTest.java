package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.audit.KeyUse;
import dev.claviger.crypto.key.ApprovedVault;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.NotApprovedException;
import dev.claviger.crypto.key.VaultByPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.mls.OwnKeys;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members whose signature keys are on one token, and whose HPKE keys are on another. */
final class TwoTokensTest {
  /** The name of the token for signature keys; that for HPKE keys has the name of the class. */
  static final class TwoTokensSignatures {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 7})
  void twoSoftHsmTokens(int suite) {
    live(suite, Pkcs11Vault.open(SoftHsm.token(TwoTokensSignatures.class).build()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 7})
  void signaturesOnNss_andTheRestOnSoftHsm(int suite) {
    live(suite, Pkcs11Vault.open(Nss.DATABASE.token(TwoTokensTest.class).build()));
  }

  /** NSS does not tell where it made its keys, which approved mode does not take from either. */
  @Test
  void approvedMode_isOfBothTokens() {
    CipherSuiteId id = new CipherSuiteId(2);
    KeyVault softHsm = Pkcs11Vault.open(SoftHsm.token(TwoTokensSignatures.class).build());
    try (KeyVault vault = ApprovedVault.over(VaultByPurpose.of(softHsm, hpke()));
        Party party = Party.of(Engine.suite(id), vault, "alice", "bob")) {
      party.commit(1);
      party.say(0, "approved");
    }
    KeyVault nss = Pkcs11Vault.open(Nss.DATABASE.token(TwoTokensTest.class).build());
    try (KeyVault vault = ApprovedVault.over(VaultByPurpose.of(nss, hpke()))) {
      assertThrows(
          NotApprovedException.class,
          () -> vault.generate(KeyPurpose.SIGNATURE, Engine.suite(id).signatureScheme()));
      assertEquals(List.of(), vault.list());
    }
  }

  private static void live(int suite, Pkcs11Vault signatures) {
    List<KeyUse> events = new CopyOnWriteArrayList<>();
    Pkcs11Vault hpke = hpke();
    try (KeyVault vault =
        AuditedVault.failClosed(VaultByPurpose.of(signatures, hpke), events::add)) {
      try (Party party =
          Party.of(Engine.suite(new CipherSuiteId(suite)), vault, "alice", "bob", "carol")) {
        party.commit(1);
        party.say(2, "hello");
        party.remove(2);
        party.add("dave");
        assertEquals(Set.of(KeyPurpose.SIGNATURE), purposes(signatures));
        assertEquals(Set.of(KeyPurpose.LEAF), purposes(hpke));
        OwnKeys keys = party.group(0).ownKeys();
        assertTrue(signatures.find(keys.signature()).isPresent());
        assertTrue(hpke.find(keys.leaf()).isPresent());
        assertEquals(signatures.name(), vault.attest(keys.signature()).store());
        assertEquals(hpke.name(), vault.attest(keys.leaf()).store());
      }
      assertEquals(List.of(), vault.list());
    }
    Set<KeyPurpose> used =
        events.stream().flatMap(use -> use.purpose().stream()).collect(Collectors.toSet());
    assertEquals(Set.copyOf(KeyPurpose.generated()), used);
  }

  private static Pkcs11Vault hpke() {
    return Pkcs11Vault.open(SoftHsm.token(TwoTokensTest.class).build());
  }

  private static Set<KeyPurpose> purposes(KeyVault vault) {
    return vault.list().stream().map(VaultKey::purpose).collect(Collectors.toSet());
  }
}
