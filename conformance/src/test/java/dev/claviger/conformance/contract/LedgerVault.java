package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A vault that checks the custody of every key when it is made and again before it is destroyed,
 * and keeps the books: which keys live, and how often the private ones were used.
 */
final class LedgerVault extends ForwardingVault {
  private final Map<KeyRef, VaultKey> alive = new LinkedHashMap<>();
  private Uses ofTheDead = Uses.NONE;
  private final boolean attestsOrigin;
  private long generated;
  private long destroyed;

  /**
   * @param attestsOrigin whether the vault says of good keys that they were made where they live
   */
  LedgerVault(KeyVault vault, boolean attestsOrigin) {
    super(vault);
    this.attestsOrigin = attestsOrigin;
  }

  /** How often a vault was asked to make a key, to sign, to agree, and to destroy a key. */
  record Uses(long generated, long signed, long agreed, long destroyed) {
    private static final Uses NONE = new Uses(0, 0, 0, 0);

    private Uses plus(Uses other) {
      return new Uses(
          generated + other.generated,
          signed + other.signed,
          agreed + other.agreed,
          destroyed + other.destroyed);
    }

    Uses minus(Uses other) {
      return plus(new Uses(-other.generated, -other.signed, -other.agreed, -other.destroyed));
    }
  }

  Set<KeyRef> alive() {
    return Set.copyOf(alive.keySet());
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    VaultKey key = super.generate(purpose, algorithm);
    assertCustody(key);
    alive.put(key.ref(), key);
    generated++;
    return key;
  }

  @Override
  public boolean destroy(KeyRef ref) {
    VaultKey key = alive.remove(ref);
    if (key != null) {
      assertCustody(key);
      ofTheDead = ofTheDead.plus(usesOf(key));
      destroyed++;
    }
    return super.destroy(ref);
  }

  /** All so far, by the keys' own accounts. */
  Uses uses() {
    return alive.values().stream()
        .map(this::usesOf)
        .reduce(ofTheDead, Uses::plus)
        .plus(new Uses(generated, 0, 0, destroyed));
  }

  private Uses usesOf(VaultKey key) {
    long operations = attest(key.ref()).operations();
    return key.purpose() == KeyPurpose.SIGNATURE
        ? new Uses(0, operations, 0, 0)
        : new Uses(0, 0, operations, 0);
  }

  /** A tripwire would blow up if it were asked, which is tested where it is laid. */
  private void assertCustody(VaultKey key) {
    KeyAttestation attestation = attest(key.ref());
    assertTrue(attestation.sensitive(), attestation::toString);
    // A wrapped key has left the token once, and is back there by unwrapping.
    boolean stays = attestation.custody() != KeyCustody.WRAPPED;
    assertEquals(stays, attestation.neverExtractable(), attestation::toString);
    assertEquals(stays && attestsOrigin, attestation.local(), attestation::toString);
    assertEquals(!attestsOrigin, !attestation.untold().isEmpty(), attestation::toString);
    if (!(key.privateKey() instanceof TripwireHandle)) {
      assertNull(key.privateKey().getEncoded());
    }
  }
}
