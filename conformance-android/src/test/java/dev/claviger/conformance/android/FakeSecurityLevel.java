package dev.claviger.conformance.android;

import android.hardware.security.keymint.Algorithm;
import android.hardware.security.keymint.EcCurve;
import android.hardware.security.keymint.ErrorCode;
import android.hardware.security.keymint.KeyOrigin;
import android.hardware.security.keymint.KeyParameter;
import android.hardware.security.keymint.KeyParameterValue;
import android.hardware.security.keymint.KeyPurpose;
import android.hardware.security.keymint.SecurityLevel;
import android.hardware.security.keymint.Tag;
import android.os.ServiceSpecificException;
import android.system.keystore2.AuthenticatorSpec;
import android.system.keystore2.Authorization;
import android.system.keystore2.CreateOperationResponse;
import android.system.keystore2.Domain;
import android.system.keystore2.EphemeralStorageKeyResponse;
import android.system.keystore2.IKeystoreSecurityLevel;
import android.system.keystore2.KeyDescriptor;
import android.system.keystore2.KeyMetadata;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A fake of one KeyMint: the trusted environment's or StrongBox's. */
final class FakeSecurityLevel extends IKeystoreSecurityLevel.Stub {
  static final Provider CRYPTO = new BouncyCastleProvider();

  private final int level;
  private final FakeKeystoreService service;

  FakeSecurityLevel(int level, FakeKeystoreService service) {
    this.level = level;
    this.service = service;
  }

  @Override
  public KeyMetadata generateKey(
      KeyDescriptor descriptor,
      KeyDescriptor attestationKey,
      KeyParameter[] asked,
      int flags,
      byte[] entropy) {
    Phone phone = Phone.of(descriptor.alias);
    phone.called("generateKey");
    if (level == SecurityLevel.STRONGBOX && !phone.strongBox) {
      throw new ServiceSpecificException(ErrorCode.HARDWARE_TYPE_UNAVAILABLE);
    }
    KeyPair pair = generate(phone, asked);
    List<KeyParameter> parameters = new ArrayList<>(Arrays.asList(asked));
    parameters.add(parameter(Tag.ORIGIN, KeyParameterValue.origin(KeyOrigin.GENERATED)));
    Optional<byte[]> challenge =
        parameters.stream()
            .filter(one -> one.tag == Tag.ATTESTATION_CHALLENGE)
            .map(one -> one.value.getBlob())
            .findFirst();
    KeyMetadata metadata = new KeyMetadata();
    metadata.key = new KeyDescriptor();
    metadata.key.domain = Domain.KEY_ID;
    metadata.key.nspace = service.nextId();
    metadata.keySecurityLevel = actualLevel(phone);
    metadata.authorizations =
        parameters.stream().map(one -> authorization(phone, one)).toArray(Authorization[]::new);
    metadata.modificationTimeMs = System.currentTimeMillis();
    FakeAttestation.certify(pair.getPublic(), challenge, actualLevel(phone), metadata);
    service.put(new KeyMintKey(descriptor.alias, phone, pair, parameters, metadata));
    return metadata;
  }

  @Override
  public CreateOperationResponse createOperation(
      KeyDescriptor descriptor, KeyParameter[] parameters, boolean forced) {
    KeyMintKey key = service.find(descriptor);
    key.phone().called("createOperation");
    int purpose = KeyMintKey.values(parameters, Tag.PURPOSE, p -> p.value.getKeyPurpose()).get(0);
    List<Integer> digests = KeyMintKey.values(parameters, Tag.DIGEST, p -> p.value.getDigest());
    if (!key.allowsPurpose(purpose)) {
      throw new ServiceSpecificException(ErrorCode.INCOMPATIBLE_PURPOSE);
    }
    if (!digests.stream().allMatch(key::allowsDigest)) {
      throw new ServiceSpecificException(ErrorCode.INCOMPATIBLE_DIGEST);
    }
    if (!key.phone().userIsThere) {
      throw new ServiceSpecificException(ErrorCode.KEY_USER_NOT_AUTHENTICATED);
    }
    if (!key.phone().unlocked && key.has(Tag.UNLOCKED_DEVICE_REQUIRED)) {
      throw new ServiceSpecificException(ErrorCode.DEVICE_LOCKED);
    }
    CreateOperationResponse response = new CreateOperationResponse();
    response.iOperation = new FakeOperation(key, purpose, digests);
    return response;
  }

  @Override
  public void deleteKey(KeyDescriptor key) {
    service.deleteKey(key);
  }

  @Override
  public KeyMetadata importKey(
      KeyDescriptor key,
      KeyDescriptor attestationKey,
      KeyParameter[] parameters,
      int flags,
      byte[] data) {
    throw new UnsupportedOperationException("the fake imports nothing");
  }

  @Override
  public KeyMetadata importWrappedKey(
      KeyDescriptor key,
      KeyDescriptor wrappingKey,
      byte[] maskingKey,
      KeyParameter[] parameters,
      AuthenticatorSpec[] authenticators) {
    throw new UnsupportedOperationException("the fake imports nothing");
  }

  @Override
  public EphemeralStorageKeyResponse convertStorageKeyToEphemeral(KeyDescriptor key) {
    throw new UnsupportedOperationException("the fake has no storage keys");
  }

  @Override
  public int getInterfaceVersion() {
    return VERSION;
  }

  @Override
  public String getInterfaceHash() {
    return HASH;
  }

  /** StrongBox has P-256 only; Curve25519 is Ed25519 or X25519 by the purpose. */
  private KeyPair generate(Phone phone, KeyParameter[] parameters) {
    int algorithm =
        KeyMintKey.values(parameters, Tag.ALGORITHM, p -> p.value.getAlgorithm()).get(0);
    int curve = KeyMintKey.values(parameters, Tag.EC_CURVE, p -> p.value.getEcCurve()).get(0);
    List<Integer> purposes =
        KeyMintKey.values(parameters, Tag.PURPOSE, p -> p.value.getKeyPurpose());
    if (algorithm != Algorithm.EC) {
      throw new ServiceSpecificException(ErrorCode.UNSUPPORTED_ALGORITHM);
    }
    boolean strange = curve == EcCurve.CURVE_25519 && !phone.curve25519;
    if (strange || (level == SecurityLevel.STRONGBOX && curve != EcCurve.P_256)) {
      throw new ServiceSpecificException(ErrorCode.UNSUPPORTED_EC_CURVE);
    }
    try {
      return switch (curve) {
        case EcCurve.P_256 -> generate("secp256r1");
        case EcCurve.P_384 -> generate("secp384r1");
        case EcCurve.P_521 -> generate("secp521r1");
        case EcCurve.CURVE_25519 ->
            KeyPairGenerator.getInstance(
                    purposes.contains(KeyPurpose.AGREE_KEY) ? "X25519" : "Ed25519", CRYPTO)
                .generateKeyPair();
        default -> throw new ServiceSpecificException(ErrorCode.UNSUPPORTED_EC_CURVE);
      };
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair generate(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", CRYPTO);
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private int actualLevel(Phone phone) {
    return phone.secureHardware ? level : SecurityLevel.SOFTWARE;
  }

  private Authorization authorization(Phone phone, KeyParameter parameter) {
    Authorization authorization = new Authorization();
    authorization.securityLevel = actualLevel(phone);
    authorization.keyParameter = parameter;
    return authorization;
  }

  private static KeyParameter parameter(int tag, KeyParameterValue value) {
    KeyParameter parameter = new KeyParameter();
    parameter.tag = tag;
    parameter.value = value;
    return parameter;
  }
}
