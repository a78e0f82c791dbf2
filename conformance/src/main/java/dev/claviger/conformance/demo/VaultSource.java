package dev.claviger.conformance.demo;

import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.scratch.ScratchSoftHsm;

/** Where the members' vaults come from. */
public sealed interface VaultSource extends AutoCloseable {
  /** A vault for one member. */
  KeyVault open();

  /** For a reader. */
  String description();

  /** Whether the keys are held by something other than this process. */
  boolean isToken();

  @Override
  void close();

  /** A throw-away SoftHSM token, removed when closed. */
  static VaultSource softHsm() {
    return new SoftHsm(ScratchSoftHsm.create(SoftHsm.LABEL));
  }

  static VaultSource software() {
    return new Software();
  }

  /** One token for all members, a vault of its own for each. */
  record SoftHsm(ScratchSoftHsm scratch) implements VaultSource {
    private static final String LABEL = "mls";

    @Override
    public KeyVault open() {
      return Pkcs11Vault.open(scratch.config(LABEL).build());
    }

    @Override
    public String description() {
      return "a throw-away SoftHSM token, through " + scratch.library();
    }

    @Override
    public boolean isToken() {
      return true;
    }

    @Override
    public void close() {
      scratch.close();
    }
  }

  /** The memory of this process. */
  record Software() implements VaultSource {
    @Override
    public KeyVault open() {
      return SoftwareVault.create();
    }

    @Override
    public String description() {
      return "software vaults in this process";
    }

    @Override
    public boolean isToken() {
      return false;
    }

    @Override
    public void close() {
      // Each vault forgets its keys when it is closed.
    }
  }
}
