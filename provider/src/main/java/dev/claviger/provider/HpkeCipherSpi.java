package dev.claviger.provider;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.hpke.HpkeParameterSpec;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.HpkeSender;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.CipherSpi;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;

/**
 * {@code Cipher.HPKE}: one encryption context; each {@code doFinal} is one message of it, with the
 * associated data given before by {@code updateAAD}.
 */
final class HpkeCipherSpi extends CipherSpi {
  private final HpkeKeys keys;
  private final MessageBuffer aad = new MessageBuffer();
  private final MessageBuffer input = new MessageBuffer();
  private Optional<HpkeSender> sender = Optional.empty();
  private Optional<HpkeRecipient> recipient = Optional.empty();

  HpkeCipherSpi(MlsProvider provider) {
    this.keys = new HpkeKeys(provider);
  }

  @Override
  protected void engineInit(int mode, Key key, AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (spec != null && !(spec instanceof HpkeParameterSpec)) {
      throw new InvalidAlgorithmParameterException("HPKE takes an HpkeParameterSpec");
    }
    HpkeParameterSpec parameters = spec == null ? HpkeParameterSpec.of() : (HpkeParameterSpec) spec;
    aad.drop();
    input.drop();
    forget();
    try {
      switch (mode) {
        case javax.crypto.Cipher.ENCRYPT_MODE -> sender = Optional.of(keys.sender(key, parameters));
        case javax.crypto.Cipher.DECRYPT_MODE ->
            recipient = Optional.of(keys.recipient(key, parameters));
        default -> throw new UnsupportedOperationException("HPKE encrypts and decrypts");
      }
    } catch (InvalidPublicKeyException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
  }

  @Override
  protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
    try {
      engineInit(mode, key, HpkeParameterSpec.of(), random);
    } catch (InvalidAlgorithmParameterException e) {
      throw new InvalidKeyException("this key needs an HpkeParameterSpec", e);
    }
  }

  @Override
  protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    try {
      engineInit(
          mode,
          key,
          parameters == null ? null : parameters.getParameterSpec(HpkeParameterSpec.class),
          random);
    } catch (InvalidParameterSpecException e) {
      throw new InvalidAlgorithmParameterException("HPKE takes an HpkeParameterSpec", e);
    }
  }

  @Override
  protected void engineUpdateAAD(byte[] source, int offset, int length) {
    aad.write(source, offset, length);
  }

  @Override
  protected byte[] engineUpdate(byte[] source, int offset, int length) {
    input.write(source, offset, length);
    return new byte[0];
  }

  @Override
  protected int engineUpdate(
      byte[] source, int offset, int length, byte[] target, int targetOffset) {
    input.write(source, offset, length);
    return 0;
  }

  @Override
  protected byte[] engineDoFinal(byte[] source, int offset, int length) throws AEADBadTagException {
    if (source != null) {
      input.write(source, offset, length);
    }
    Bytes associated = aad.take();
    Bytes message = input.take();
    if (sender.isPresent()) {
      return sender.get().seal(associated, message).toByteArray();
    }
    try {
      return recipient
          .orElseThrow(() -> new IllegalStateException("not initialised"))
          .open(associated, message)
          .toByteArray();
    } catch (AuthenticationException e) {
      AEADBadTagException badTag = new AEADBadTagException("HPKE open failed");
      badTag.initCause(e);
      throw badTag;
    }
  }

  @Override
  protected int engineDoFinal(
      byte[] source, int offset, int length, byte[] target, int targetOffset)
      throws ShortBufferException, AEADBadTagException {
    if (target.length - targetOffset < engineGetOutputSize(length)) {
      throw new ShortBufferException("HPKE output does not fit");
    }
    byte[] output = engineDoFinal(source, offset, length);
    System.arraycopy(output, 0, target, targetOffset, output.length);
    return output.length;
  }

  @Override
  protected int engineGetOutputSize(int inputLength) {
    return input.size() + inputLength + (sender.isPresent() ? HpkeKeys.TAG_LENGTH : 0);
  }

  /** The encapsulation, on the sending side; it is what HPKE transmits where a mode has an IV. */
  @Override
  @SuppressWarnings("ReturnsNullArray") // the contract of Cipher.getIV
  protected byte[] engineGetIV() {
    return sender.map(context -> context.enc().toByteArray()).orElse(null);
  }

  @Override
  protected AlgorithmParameters engineGetParameters() {
    return null;
  }

  @Override
  protected int engineGetBlockSize() {
    return 0;
  }

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    throw new NoSuchAlgorithmException("HPKE has no cipher mode " + mode);
  }

  @Override
  protected void engineSetPadding(String padding) throws NoSuchPaddingException {
    throw new NoSuchPaddingException("HPKE has no padding " + padding);
  }

  private void forget() {
    sender.ifPresent(HpkeSender::close);
    recipient.ifPresent(HpkeRecipient::close);
    sender = Optional.empty();
    recipient = Optional.empty();
  }
}
