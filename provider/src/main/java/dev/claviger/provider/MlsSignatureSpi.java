package dev.claviger.provider;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.engine.SoftwareSignatureKey;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** {@code Signature} for this provider's software handles, and for the public keys of a curve. */
final class MlsSignatureSpi extends SignatureSpi {
  private final SignatureScheme scheme;
  private final MlsProvider provider;

  /** EdDSA hashes the message twice, so it is kept. */
  private final MessageBuffer message = new MessageBuffer();

  private SoftwareSignatureKey signer;
  private Bytes verifier;

  MlsSignatureSpi(SignatureScheme scheme, MlsProvider provider) {
    this.scheme = scheme;
    this.provider = provider;
  }

  static boolean accepts(SignatureScheme scheme, Key key) {
    if (key instanceof SoftwareSignatureKey software) {
      return software.scheme() == scheme;
    }
    return key instanceof PublicKey publicKey && encodes(scheme, publicKey);
  }

  @Override
  protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
    if (!accepts(scheme, key)) {
      throw new InvalidKeyException("not a software handle of " + scheme);
    }
    if (((SoftwareSignatureKey) key).isDestroyed()) {
      throw new InvalidKeyException(key + ": generate a new key");
    }
    signer = (SoftwareSignatureKey) key;
    verifier = null;
    message.drop();
  }

  @Override
  protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
    try {
      verifier = MlsPublicKeys.toMls(scheme.curve(), key);
    } catch (InvalidPublicKeyException e) {
      throw new InvalidKeyException("not a public key of " + scheme, e);
    }
    signer = null;
    message.drop();
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
    if (signer == null) {
      throw new SignatureException("not initialised to sign");
    }
    return signer.sign(message.take()).toByteArray();
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    if (verifier == null) {
      throw new SignatureException("not initialised to verify");
    }
    try {
      provider
          .primitives()
          .signature(scheme)
          .verify(verifier, message.take(), Bytes.copyOf(signature));
      return true;
    } catch (AuthenticationException e) {
      return false;
    } catch (InvalidPublicKeyException e) {
      throw new SignatureException("not a public key of " + scheme, e);
    }
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

  private static boolean encodes(SignatureScheme scheme, PublicKey key) {
    try {
      MlsPublicKeys.toMls(scheme.curve(), key);
      return true;
    } catch (InvalidPublicKeyException e) {
      return false;
    }
  }
}
