package dev.claviger.conformance.contract;

import dev.claviger.crypto.SignatureScheme;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;

/** A provider, not installed, that signs with {@link TripwireHandle}s: a vendor's stand-in. */
final class TripwireProvider extends Provider {
  private static final long serialVersionUID = 1L;

  TripwireProvider(SignatureScheme scheme) {
    super("Tripwire", "1", "signs with handles that have no encoding");
    putService(
        new Service(this, "Signature", scheme.jcaName(), Signer.class.getName(), List.of(), null) {
          @Override
          public Object newInstance(Object parameter) {
            return new Signer(scheme);
          }

          @Override
          public boolean supportsParameter(Object parameter) {
            return parameter instanceof TripwireHandle;
          }
        });
  }

  private static final class Signer extends SignatureSpi {
    private final SignatureScheme scheme;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private TripwireHandle key;

    Signer(SignatureScheme scheme) {
      this.scheme = scheme;
    }

    @Override
    protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
      if (!(privateKey instanceof TripwireHandle handle)) {
        throw new InvalidKeyException("not a tripwire");
      }
      key = handle;
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
      try {
        Signature signature = Signature.getInstance(scheme.jcaName(), key.handle().provider());
        signature.initSign(key.handle());
        signature.update(message.toByteArray());
        message.reset();
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new SignatureException(e);
      }
    }

    @Override
    protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
      throw new InvalidKeyException("a tripwire only signs");
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      throw new SignatureException("a tripwire only signs");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException("no parameters");
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException("no parameters");
    }
  }
}
