package dev.claviger.crypto.primitive;

import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KdfId;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/** HMAC of a JCA provider. */
final class JcaMac implements MacPrimitive {
  private final KdfId kdf;
  private final ObjectPool<Mac> pool;

  /**
   * HMAC pads a short key with zeros, so zeros stand for the key of no bytes: as many as RFC 5869
   * §2.2 takes for a salt that is not given, since a module in approved mode refuses short keys.
   */
  private final Secret emptyKey;

  JcaMac(KdfId kdf, Provider provider) {
    this.kdf = kdf;
    this.emptyKey = Secret.zeros(kdf.hashLength());
    pool = new ObjectPool<>(() -> create(kdf.mac(), provider));
  }

  @Override
  public Computation start(Secret key) {
    Mac mac = pool.take();
    init(mac, key.length() == 0 ? emptyKey : key);
    return new Keyed(mac);
  }

  private void init(Mac mac, Secret key) {
    try {
      mac.init(new BorrowedKey(key, kdf.mac()));
    } catch (InvalidKeyException e) {
      throw new CryptoException(kdf.mac() + " refused a key of " + key.length() + " bytes", e);
    }
  }

  private static Mac create(String algorithm, Provider provider) {
    try {
      return Mac.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new CryptoException(provider.getName() + " lost " + algorithm, e);
    }
  }

  private final class Keyed implements Computation {
    private final Mac mac;

    Keyed(Mac mac) {
      this.mac = mac;
    }

    @Override
    public void accept(byte[] array, int offset, int length) {
      mac.update(array, offset, length);
    }

    @Override
    public void finish(byte[] target, int at) {
      try {
        mac.doFinal(target, at);
      } catch (ShortBufferException e) {
        throw new IllegalArgumentException("no room for the MAC", e);
      }
    }

    @Override
    public void close() {
      init(mac, emptyKey);
      pool.give(mac);
    }
  }
}
