package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.SignatureHandle;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.function.Predicate;

/** {@code Signature} over a {@link SignatureHandle}: signs; verifying is software's. */
final class HandleSignature extends SignatureSpi {
  private final Provider provider;
  private final String algorithm;
  private final Predicate<Object> accepts;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private SignatureHandle key;

  /**
   * @param accepts which handles it signs with
   */
  HandleSignature(Provider provider, String algorithm, Predicate<Object> accepts) {
    this.provider = provider;
    this.algorithm = algorithm;
    this.accepts = accepts;
  }

  @Override
  protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
    if (!accepts.test(privateKey)) {
      throw new InvalidKeyException(
          privateKey instanceof SignatureHandle other
              ? other.ref() + " signs " + other.scheme().jcaName() + " and not " + algorithm
              : provider.getName() + " signs with handles of vaults only");
    }
    key = (SignatureHandle) privateKey;
    message.reset();
  }

  @Override
  protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
    throw new InvalidKeyException(
        provider.getName() + " only signs; verify with any provider for " + algorithm);
  }

  @Override
  protected void engineUpdate(byte b) {
    message.write(b);
  }

  @Override
  protected void engineUpdate(byte[] bytes, int offset, int length) {
    message.write(bytes, offset, length);
  }

  @Override
  protected byte[] engineSign() throws SignatureException {
    if (key == null) {
      throw new SignatureException("initSign comes first");
    }
    Bytes whole = Bytes.wrap(message.toByteArray());
    message.reset();
    return key.sign(whole).toByteArray();
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    throw new SignatureException(provider.getName() + " only signs");
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {
    throw new InvalidParameterException(algorithm + " has no parameters");
  }

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    throw new InvalidParameterException(algorithm + " has no parameters");
  }
}
