package dev.claviger.crypto.key;

import dev.claviger.crypto.Lists;
import java.util.List;
import java.util.Optional;

/**
 * Another vault under the rules of an operator's approved mode: NIST curves only, so that of RFC
 * 9420's cipher suites 0x0002, 0x0005 and 0x0007 are left, and only keys that live in hardware and
 * of which the hardware says, each time it is asked, that they were made there, are sensitive and
 * never could leave.
 *
 * <p>{@link #reservations} says what it cannot see to. Thread-safe if the vault is.
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
    return custody == KeyCustody.RESIDENT || custody == KeyCustody.IMPORTED
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
    return super.list().stream().filter(key -> objection(key).isEmpty()).collect(Lists.toList());
  }

  /**
   * Those of the vault, of the NIST curves. Derived keys that stay in software are not refused, as
   * RFC 9420 does not work without them; {@link #reservations} lists them.
   */
  @Override
  public DerivedKeys derivedKeys() {
    return new ApprovedDerivedKeys(super.derivedKeys());
  }

  /** What an approved mode of this vault does not cover, for the operator's report. */
  public List<String> reservations() {
    return List.of(
        super.derivedKeys().custody() == KeyCustody.SOFTWARE
            ? "the keys of parent nodes and external_priv (RFC 9420 §7.4, §8) are derived in this"
                + " process and stay software keys of it; a PKCS#11 vault with pathKeys(IMPORTED)"
                + " has its token use them"
            : "the keys of parent nodes and external_priv (RFC 9420 §7.4, §8) are derived in this"
                + " process and imported: the token uses them, sensitive and not extractable, but"
                + " CKA_LOCAL and CKA_NEVER_EXTRACTABLE are false of them",
        "the secrets of groups, epochs and messages are in this process's memory, and its"
            + " primitives run in the modules that provider \"MLS\" is configured with"
            + " (suites=approved;curves=…;symmetric=…)",
        "whether the hardware is validated, and is in its approved mode, is not asked");
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
    if (key.purpose().isDerived()) {
      return attestation.custody() == KeyCustody.IMPORTED && attestation.sensitive()
          ? Optional.empty()
          : Optional.of("it is derived, and not in hardware");
    }
    if (attestation.custody() != KeyCustody.RESIDENT) {
      return Optional.of("its custody is " + attestation.custody() + ", not RESIDENT");
    }
    if (!attestation.sensitive()) {
      return Optional.of("CKA_SENSITIVE is not true");
    }
    if (!attestation.neverExtractable()) {
      return Optional.of("CKA_NEVER_EXTRACTABLE is not true");
    }
    return attestation.local() ? Optional.empty() : Optional.of(notLocal(attestation));
  }

  private static String notLocal(KeyAttestation attestation) {
    String what =
        "CKA_LOCAL is not true: the hardware does not say that the key was generated in it";
    return attestation.untold().contains(CustodyAttribute.LOCAL)
        ? what
            + ", which it is known not to say of its own keys either; outside of this mode they are"
            + " accepted with a remark, in it they are not"
        : what;
  }
}
