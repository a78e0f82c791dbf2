package dev.claviger.crypto.key;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.hpke.KemId;
import java.util.List;

/** Another vault's derived keys, of the NIST curves only. */
record ApprovedDerivedKeys(DerivedKeys behind) implements DerivedKeys {
  @Override
  public KeyCustody custody() {
    return behind.custody();
  }

  @Override
  public VaultSupport supports(KemId kem) {
    return kem.curve().isNist()
        ? behind.supports(kem)
        : new VaultSupport.Unsupported(kem + " is not allowed in approved mode");
  }

  @Override
  public List<HpkeKeyPair> keep(KeyPurpose purpose, List<HpkeKeyPair> derived) {
    for (HpkeKeyPair pair : derived) {
      if (pair.privateKey() instanceof AgreementHandle handle
          && supports(handle.kem()) instanceof VaultSupport.Unsupported unsupported) {
        derived.forEach(DerivedKeys.software()::destroy);
        throw new UnsupportedKeyException(unsupported.reason());
      }
    }
    return behind.keep(purpose, derived);
  }

  @Override
  public void destroy(HpkeKeyPair kept) {
    behind.destroy(kept);
  }
}
