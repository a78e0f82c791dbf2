package dev.claviger.crypto.key;

import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.hpke.KemId;
import java.util.List;
import javax.security.auth.DestroyFailedException;

/** Leaves derived keys as they are. */
final class SoftwareDerivedKeys implements DerivedKeys {
  static final DerivedKeys INSTANCE = new SoftwareDerivedKeys();

  private SoftwareDerivedKeys() {}

  @Override
  public KeyCustody custody() {
    return KeyCustody.SOFTWARE;
  }

  @Override
  public VaultSupport supports(KemId kem) {
    return new VaultSupport.Supported(kem.curve().isMontgomery() ? kem.curve().jcaName() : "ECDH");
  }

  @Override
  public List<HpkeKeyPair> keep(KeyPurpose purpose, List<HpkeKeyPair> derived) {
    purpose.requireDerived();
    return List.copyOf(derived);
  }

  @Override
  public void destroy(HpkeKeyPair kept) {
    try {
      kept.privateKey().destroy();
    } catch (DestroyFailedException e) {
      throw new CryptoException("a derived key could not be destroyed", e);
    }
  }
}
