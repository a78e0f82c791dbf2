package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.hpke.KdfId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;

/** A hash of a JCA provider. */
final class JcaDigest implements DigestPrimitive {
  private final ObjectPool<MessageDigest> pool;

  JcaDigest(KdfId kdf, Provider provider) {
    pool = new ObjectPool<>(() -> create(kdf.digest(), provider));
  }

  @Override
  public Bytes digest(Bytes... parts) {
    MessageDigest digest = pool.take();
    for (Bytes part : parts) {
      part.feed(digest::update);
    }
    byte[] out = digest.digest();
    pool.give(digest);
    return Bytes.wrap(out);
  }

  private static MessageDigest create(String algorithm, Provider provider) {
    try {
      return MessageDigest.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new CryptoException(provider.getName() + " lost " + algorithm, e);
    }
  }
}
