package dev.claviger.provider;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.NotOnAndroid;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.Dhkem;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.DecapsulateException;
import javax.crypto.KEM;
import javax.crypto.KEMSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** {@code KEM} DHKEM-* (RFC 9180 §4.1) over handles that know their public key. */
@NotOnAndroid
final class DhkemSpi implements KEMSpi {
  private final KemId kem;
  private final Dhkem dhkem;

  DhkemSpi(KemId kem, MlsProvider provider) {
    this.kem = kem;
    this.dhkem = new Dhkem(kem, provider.primitives(), provider);
  }

  @Override
  public EncapsulatorSpi engineNewEncapsulator(
      PublicKey key, AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidAlgorithmParameterException, InvalidKeyException {
    requireNoParameters(spec);
    if (key == null) {
      throw new InvalidKeyException("no public key");
    }
    try {
      return new Encapsulator(new HpkePublicKey(MlsPublicKeys.toMls(kem.curve(), key)));
    } catch (InvalidPublicKeyException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  /** All checks of the key are here: what fails later cannot fall through to another provider. */
  @Override
  public DecapsulatorSpi engineNewDecapsulator(PrivateKey key, AlgorithmParameterSpec spec)
      throws InvalidAlgorithmParameterException, InvalidKeyException {
    requireNoParameters(spec);
    if (key instanceof AgreementHandle handle && handle.kem() == kem) {
      return new Decapsulator(new HpkeKeyPair(handle, handle.publicKey()));
    }
    throw new InvalidKeyException("not a handle of " + kem + " that knows its public key");
  }

  private static void requireNoParameters(AlgorithmParameterSpec spec)
      throws InvalidAlgorithmParameterException {
    if (spec != null) {
      throw new InvalidAlgorithmParameterException("a DHKEM has no parameters");
    }
  }

  private SecretKey cut(Secret secret, int from, int to, String algorithm) {
    Objects.requireNonNull(algorithm);
    Objects.checkFromToIndex(from, to, kem.secretLength());
    byte[] exposed = secret.expose();
    byte[] part = Arrays.copyOfRange(exposed, from, to);
    try {
      return new SecretKeySpec(part, algorithm);
    } finally {
      Arrays.fill(exposed, (byte) 0);
      Arrays.fill(part, (byte) 0);
    }
  }

  @NotOnAndroid
  private final class Encapsulator implements EncapsulatorSpi {
    private final HpkePublicKey recipient;

    Encapsulator(HpkePublicKey recipient) {
      this.recipient = recipient;
    }

    @Override
    public KEM.Encapsulated engineEncapsulate(int from, int to, String algorithm) {
      Dhkem.Encapsulated encapsulated = dhkem.encapsulate(recipient, Optional.empty());
      try (Secret secret = encapsulated.sharedSecret()) {
        SecretKey key = cut(secret, from, to, algorithm);
        return new KEM.Encapsulated(key, encapsulated.enc().toByteArray(), null);
      }
    }

    @Override
    public int engineSecretSize() {
      return kem.secretLength();
    }

    @Override
    public int engineEncapsulationSize() {
      return kem.encLength();
    }
  }

  @NotOnAndroid
  private final class Decapsulator implements DecapsulatorSpi {
    private final HpkeKeyPair recipient;

    Decapsulator(HpkeKeyPair recipient) {
      this.recipient = recipient;
    }

    @Override
    public SecretKey engineDecapsulate(byte[] enc, int from, int to, String algorithm)
        throws DecapsulateException {
      try (Secret secret = dhkem.decapsulate(Bytes.copyOf(enc), recipient, Optional.empty())) {
        return cut(secret, from, to, algorithm);
      } catch (CryptoException e) {
        throw new DecapsulateException("decapsulation failed", e);
      }
    }

    @Override
    public int engineSecretSize() {
      return kem.secretLength();
    }

    @Override
    public int engineEncapsulationSize() {
      return kem.encLength();
    }
  }
}
