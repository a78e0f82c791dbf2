package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Secret;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import javax.crypto.SecretKey;

/** Shows a secret to a JCA object for the time of one call, without keeping a copy of its own. */
final class BorrowedKey implements SecretKey {
  private static final long serialVersionUID = 1L;

  private final transient Secret secret;
  private final String algorithm;

  BorrowedKey(Secret secret, String algorithm) {
    this.secret = secret;
    this.algorithm = algorithm;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return secret.expose();
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a borrowed key");
  }
}
