package dev.claviger.crypto.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.audit.KeyUse;
import dev.claviger.crypto.hpke.KemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VaultByPurposeTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final KemId KEM = KemId.DHKEM_P256_HKDF_SHA256;

  private final SoftwareVault signatures = SoftwareVault.create();
  private final SoftwareVault inits = SoftwareVault.create();
  private final SoftwareVault leaves = SoftwareVault.create();
  private final VaultByPurpose vault = VaultByPurpose.of(signatures, inits, leaves);

  @Test
  void keysAreMade_whereTheirPurposeBelongs() {
    VaultKey signature = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    VaultKey init = vault.generate(KeyPurpose.INIT, KEM);
    VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
    assertEquals(List.of(signature), signatures.list());
    assertEquals(List.of(init), inits.list());
    assertEquals(List.of(leaf), leaves.list());
    assertEquals(Set.of(signature, init, leaf), Set.copyOf(vault.list()));
    assertEquals(3, vault.list().size());
  }

  @Test
  void keysAreFound_attested_andDestroyed_whereverTheyAre() {
    for (KeyPurpose purpose : KeyPurpose.generated()) {
      VaultKey key = vault.generate(purpose, purpose == KeyPurpose.SIGNATURE ? SCHEME : KEM);
      assertEquals(Optional.of(key), vault.find(key.ref()));
      assertEquals(purpose, vault.attest(key.ref()).purpose());
      assertTrue(vault.destroy(key.ref()));
      assertFalse(vault.destroy(key.ref()));
      assertEquals(Optional.empty(), vault.find(key.ref()));
      assertThrows(KeyDestroyedException.class, () -> vault.attest(key.ref()));
    }
  }

  @Test
  void purposeIsHeldToItsAlgorithms() {
    assertThrows(IllegalArgumentException.class, () -> vault.generate(KeyPurpose.SIGNATURE, KEM));
    assertThrows(IllegalArgumentException.class, () -> vault.generate(KeyPurpose.LEAF, SCHEME));
    assertEquals(List.of(), vault.list());
  }

  /** Each vault answers for its purposes alone, and nobody stands in for it. */
  @Test
  void whatOneVaultLacks_isUnsupported_whateverTheOthersHave() {
    KeyVault deafLeaves = new Lacking(leaves, KEM);
    VaultByPurpose lacking = VaultByPurpose.of(new Lacking(signatures, KEM), inits, deafLeaves);
    assertInstanceOf(VaultSupport.Supported.class, lacking.supports(SCHEME));
    assertEquals(Lacking.NO, lacking.supports(KEM));
    assertEquals(Lacking.NO, lacking.supports(KEM, KeyCustody.SOFTWARE));
    assertThrows(UnsupportedKeyException.class, () -> lacking.generate(KeyPurpose.LEAF, KEM));
    assertEquals(List.of(), inits.list());
    lacking.generate(KeyPurpose.INIT, KEM);
    assertInstanceOf(
        VaultSupport.Supported.class,
        VaultByPurpose.of(new Lacking(signatures, KEM), inits).supports(KEM));
  }

  @Test
  void vaultThatServesTwice_isAskedOnce() {
    VaultByPurpose two = VaultByPurpose.of(signatures, leaves);
    VaultKey key = two.generate(KeyPurpose.INIT, KEM);
    assertEquals(List.of(key), two.list());
    Closing once = new Closing(leaves, null);
    VaultByPurpose.of(signatures, once).close();
    assertEquals(1, once.closed);
  }

  @Test
  void allAreClosed_alsoIfOneFails() {
    IllegalStateException first = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second");
    Closing leaf = new Closing(leaves, null);
    VaultByPurpose failing =
        VaultByPurpose.of(new Closing(signatures, first), new Closing(inits, second), leaf);
    assertSame(first, assertThrows(IllegalStateException.class, failing::close));
    assertEquals(List.of(second), List.of(first.getSuppressed()));
    assertEquals(1, leaf.closed);
  }

  @Test
  void auditAroundIt_recordsTheKeysOfAll() {
    List<KeyUse> events = new ArrayList<>();
    AuditedVault audited = AuditedVault.failClosed(vault, events::add);
    Set<KeyRef> made =
        Set.of(
            audited.generate(KeyPurpose.SIGNATURE, SCHEME).ref(),
            audited.generate(KeyPurpose.LEAF, KEM).ref());
    made.forEach(audited::destroy);
    assertEquals(4, events.size());
    assertEquals(
        made, events.stream().flatMap(event -> event.key().stream()).collect(Collectors.toSet()));
  }

  @Test
  void approvedModeAroundIt_asksTheVaultOfEachKey() {
    VaultKey software = vault.generate(KeyPurpose.LEAF, KEM);
    ApprovedVault approved = ApprovedVault.over(vault);
    assertThrows(NotApprovedException.class, () -> approved.find(software.ref()));
    assertThrows(NotApprovedException.class, () -> approved.generate(KeyPurpose.SIGNATURE, SCHEME));
    assertEquals(List.of(), signatures.list());
  }

  /** A fake that lacks one algorithm. */
  private static final class Lacking extends ForwardingVault {
    private static final VaultSupport.Unsupported NO = new VaultSupport.Unsupported("a fake");
    private final KeyAlgorithm lacked;

    Lacking(KeyVault vault, KeyAlgorithm lacked) {
      super(vault);
      this.lacked = lacked;
    }

    @Override
    public VaultSupport supports(KeyAlgorithm algorithm) {
      return algorithm.equals(lacked) ? NO : super.supports(algorithm);
    }

    @Override
    public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
      return algorithm.equals(lacked) ? NO : super.supports(algorithm, custody);
    }

    @Override
    public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
      if (algorithm.equals(lacked)) {
        throw new UnsupportedKeyException(NO.reason());
      }
      return super.generate(purpose, algorithm);
    }
  }

  /** A fake that counts how often it is closed, and may fail at it. */
  private static final class Closing extends ForwardingVault {
    private final RuntimeException failure;
    private int closed;

    Closing(KeyVault vault, RuntimeException failure) {
      super(vault);
      this.failure = failure;
    }

    @Override
    public void close() {
      closed++;
      if (failure != null) {
        throw failure;
      }
    }
  }
}
