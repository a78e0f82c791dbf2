package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.SignatureHandle;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** {@code Signature} over a {@link SignatureHandle}: signs; verifying is software's. */
final class HandleSignature extends SignatureSpi {
  private final HandleProvider provider;
  private final SignatureScheme scheme;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private SignatureHandle key;

  HandleSignature(HandleProvider provider, SignatureScheme scheme) {
    this.provider = provider;
    this.scheme = scheme;
  }

  @Override
  protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
    if (!provider.accepts(privateKey, scheme)) {
      throw new InvalidKeyException(
          provider.getName() + " signs only with its own handles for " + scheme.jcaName());
    }
    key = (SignatureHandle) privateKey;
    message.reset();
  }

  @Override
  protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
    throw new InvalidKeyException(
        provider.getName() + " only signs; verify with any provider for " + scheme.jcaName());
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
    throw new InvalidParameterException(scheme.jcaName() + " has no parameters");
  }

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    throw new InvalidParameterException(scheme.jcaName() + " has no parameters");
  }
}
