package dev.claviger.crypto.engine;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.function.Function;

/** The step of {@link dev.claviger.crypto.key.AgreementHandle#extract} where DH values are raw. */
public final class DhExtract {
  private DhExtract() {}

  /**
   * @param agree one agreement with that peer; what it gives is destroyed
   */
  public static Secret extract(
      Hkdf hkdf, Secret prefix, List<HpkePublicKey> peers, Function<HpkePublicKey, Secret> agree) {
    Secret[] ikm = new Secret[1 + peers.size()];
    ikm[0] = prefix;
    try {
      for (int i = 0; i < peers.size(); i++) {
        ikm[i + 1] = agree.apply(peers.get(i));
      }
      return hkdf.extract(LabeledKdf.noSalt(), ikm);
    } finally {
      for (int i = 1; i < ikm.length; i++) {
        if (ikm[i] != null) {
          ikm[i].destroy();
        }
      }
    }
  }
}
