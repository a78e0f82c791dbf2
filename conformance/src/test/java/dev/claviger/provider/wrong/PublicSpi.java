package dev.claviger.provider.wrong;

import dev.claviger.mls.wrong.ReachesForKeyBytes;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;

/** An SPI class that anybody could instantiate, and that knows a module above its own. */
public final class PublicSpi extends KeyPairGeneratorSpi {
  @Override
  public void initialize(int keysize, SecureRandom random) {}

  @Override
  public KeyPair generateKeyPair() {
    throw new UnsupportedOperationException(ReachesForKeyBytes.class.getName());
  }
}
