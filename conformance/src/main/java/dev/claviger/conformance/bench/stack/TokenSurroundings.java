package dev.claviger.conformance.bench.stack;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.WrappedKeysInMemory;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import dev.claviger.mls.spi.GroupStore;
import java.util.Optional;

/** Keys in a throw-away SoftHSM token, state in memory. */
public final class TokenSurroundings implements Surroundings {
  private static final String LABEL = "bench";

  private final ScratchSoftHsm scratch;
  private final Pkcs11Vault vault;
  private final String description;

  private TokenSurroundings(ScratchSoftHsm scratch, Pkcs11Config config, String description) {
    this.scratch = scratch;
    this.vault = Pkcs11Vault.open(config);
    this.description = description;
  }

  /** All keys stay in the token. */
  public static TokenSurroundings resident() {
    ScratchSoftHsm scratch = scratch();
    return new TokenSurroundings(
        scratch, scratch.config(LABEL).build(), "keys resident in SoftHSM, state in memory");
  }

  /** Init and leaf keys leave it wrapped, where they can: those of NIST curves. */
  public static TokenSurroundings wrapped() {
    ScratchSoftHsm scratch = scratch();
    Pkcs11Config config =
        scratch
            .config(LABEL)
            .custody(KeyPurpose.INIT, Custody.WRAPPED)
            .custody(KeyPurpose.LEAF, Custody.WRAPPED)
            .wrappedKeys(new WrappedKeysInMemory())
            .build();
    return new TokenSurroundings(
        scratch, config, "init and leaf keys wrapped by SoftHSM, state in memory");
  }

  @Override
  public KeyVault vault() {
    return vault;
  }

  @Override
  public Optional<GroupStore> newStore() {
    return Optional.empty();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Usage usage() {
    return new Usage(vault.tokenCalls(), 0, 0);
  }

  @Override
  public void close() {
    vault.close();
    scratch.close();
  }

  private static ScratchSoftHsm scratch() {
    if (ScratchSoftHsm.missing().isPresent()) {
      throw new NotOfferedException(ScratchSoftHsm.missing().get());
    }
    return ScratchSoftHsm.create(LABEL);
  }
}
