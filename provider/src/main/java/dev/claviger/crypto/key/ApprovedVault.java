package dev.claviger.crypto.key;

import java.util.List;
import java.util.Optional;

/**
 * Another vault under the rules of an operator's approved mode: NIST curves only, so that of RFC
 * 9420's cipher suites 0x0002, 0x0005 and 0x0007 are left, and only keys that live in hardware and
 * of which the hardware says, each time it is asked, that they were made there, are sensitive and
 * never could leave.
 *
 * <p>What it cannot see to: the keys of parent nodes and {@code external_priv}, which RFC 9420 §7.4
 * has every member derive in software, and in which module the primitives run (a provider "MLS"
 * configured with {@code suites=approved;curves=…;symmetric=…}). Whether the hardware itself is
 * validated is the operator's to know. Thread-safe if the vault is.
 */
public final class ApprovedVault extends ForwardingVault {
  private ApprovedVault(KeyVault vault) {
    super(vault);
  }

  /** Closing it closes the vault. */
  public static ApprovedVault over(KeyVault vault) {
    return new ApprovedVault(vault);
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return algorithm.curve().isNist()
        ? super.supports(algorithm)
        : new VaultSupport.Unsupported(algorithm + " is not allowed in approved mode");
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    if (supports(algorithm) instanceof VaultSupport.Unsupported no) {
      return no;
    }
    return custody == KeyCustody.RESIDENT
        ? super.supports(algorithm, custody)
        : new VaultSupport.Unsupported(custody + " keys are not allowed in approved mode");
  }

  /**
   * {@inheritDoc}
   *
   * @throws NotApprovedException if the vault made it otherwise than the mode demands; it is
   *     destroyed
   */
  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    purpose.require(algorithm);
    if (supports(algorithm) instanceof VaultSupport.Unsupported unsupported) {
      throw new UnsupportedKeyException(unsupported.reason());
    }
    VaultKey key = super.generate(purpose, algorithm);
    try {
      require(key);
      return key;
    } catch (RuntimeException e) {
      destroy(key.ref());
      throw e;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws NotApprovedException if it is there and not as the mode demands
   */
  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    Optional<VaultKey> found = super.find(ref);
    found.ifPresent(this::require);
    return found;
  }

  /** Those keys of the vault that are as the mode demands. */
  @Override
  public List<VaultKey> list() {
    return super.list().stream().filter(key -> objection(key).isEmpty()).toList();
  }

  private void require(VaultKey key) {
    objection(key)
        .ifPresent(
            reason -> {
              throw new NotApprovedException(key.ref(), reason);
            });
  }

  /** What speaks against a key; read back from where it lives. */
  private Optional<String> objection(VaultKey key) {
    if (!key.algorithm().curve().isNist()) {
      return Optional.of("its curve is " + key.algorithm().curve());
    }
    KeyAttestation attestation = attest(key.ref());
    if (attestation.custody() != KeyCustody.RESIDENT) {
      return Optional.of("its custody is " + attestation.custody() + ", not RESIDENT");
    }
    if (!attestation.sensitive()) {
      return Optional.of("CKA_SENSITIVE is not true");
    }
    if (!attestation.neverExtractable()) {
      return Optional.of("CKA_NEVER_EXTRACTABLE is not true");
    }
    return attestation.local() ? Optional.empty() : Optional.of("CKA_LOCAL is not true");
  }
}
