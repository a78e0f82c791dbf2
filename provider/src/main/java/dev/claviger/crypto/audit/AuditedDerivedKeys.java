package dev.claviger.crypto.audit;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.util.ArrayList;
import java.util.List;

/**
 * Derived keys of which every import, use and destruction is recorded. Those that stay software
 * keys are in no vault, and none of it is recorded.
 */
final class AuditedDerivedKeys implements DerivedKeys {
  private final AuditedVault vault;
  private final DerivedKeys behind;

  AuditedDerivedKeys(AuditedVault vault, DerivedKeys behind) {
    this.vault = vault;
    this.behind = behind;
  }

  @Override
  public KeyCustody custody() {
    return behind.custody();
  }

  @Override
  public VaultSupport supports(KemId kem) {
    return behind.supports(kem);
  }

  @Override
  public List<HpkeKeyPair> keep(KeyPurpose purpose, List<HpkeKeyPair> derived) {
    if (custody() == KeyCustody.SOFTWARE) {
      return behind.keep(purpose, derived);
    }
    List<HpkeKeyPair> kept = new ArrayList<>();
    try {
      for (HpkeKeyPair pair : derived) {
        kept.add(vault.imported(key(purpose, pair), () -> keep(purpose, pair)).asHpkeKeyPair());
      }
      return kept;
    } catch (RuntimeException e) {
      kept.forEach(pair -> destroyQuietly(this, pair, e));
      derived.stream()
          .skip(kept.size())
          .forEach(pair -> destroyQuietly(DerivedKeys.software(), pair, e));
      throw e;
    }
  }

  @Override
  public void destroy(HpkeKeyPair kept) {
    if (kept.privateKey() instanceof AuditedAgreementHandle handle) {
      vault.destroy(handle.ref());
    } else {
      behind.destroy(kept);
    }
  }

  private VaultKey keep(KeyPurpose purpose, HpkeKeyPair pair) {
    return key(purpose, behind.keep(purpose, List.of(pair)).get(0));
  }

  private static VaultKey key(KeyPurpose purpose, HpkeKeyPair pair) {
    AgreementHandle handle = (AgreementHandle) pair.privateKey();
    return new VaultKey(handle.ref(), purpose, handle.kem(), handle, pair.publicKey().value());
  }

  private static void destroyQuietly(DerivedKeys keys, HpkeKeyPair pair, RuntimeException because) {
    try {
      keys.destroy(pair);
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
