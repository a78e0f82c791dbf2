package dev.claviger.conformance.android;

import android.hardware.security.keymint.Digest;
import android.hardware.security.keymint.ErrorCode;
import android.hardware.security.keymint.KeyPurpose;
import android.os.ServiceSpecificException;
import android.system.keystore2.IKeystoreOperation;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/** A fake of one operation of a KeyMint. */
final class FakeOperation extends IKeystoreOperation.Stub {
  private final KeyMintKey key;
  private final int purpose;
  private final List<Integer> digests;
  private final ByteArrayOutputStream input = new ByteArrayOutputStream();

  FakeOperation(KeyMintKey key, int purpose, List<Integer> digests) {
    this.key = key;
    this.purpose = purpose;
    this.digests = digests;
  }

  @Override
  public void updateAad(byte[] data) {
    throw new ServiceSpecificException(ErrorCode.INVALID_TAG);
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // as the service does when there is no output
  public byte[] update(byte[] data) {
    key.phone().called("update");
    input.writeBytes(data);
    return null;
  }

  @Override
  public byte[] finish(byte[] data, byte[] signature) {
    key.phone().called("finish");
    if (data != null) {
      input.writeBytes(data);
    }
    try {
      byte[] result = purpose == KeyPurpose.AGREE_KEY ? agree() : sign();
      if (key.phone().wrong) {
        result[result.length - 1] ^= 1;
      }
      return result;
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new ServiceSpecificException(ErrorCode.UNKNOWN_ERROR);
    }
  }

  @Override
  public void abort() {
    key.phone().called("abort");
  }

  @Override
  public int getInterfaceVersion() {
    return VERSION;
  }

  @Override
  public String getInterfaceHash() {
    return HASH;
  }

  private byte[] sign() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(signatureAlgorithm(), FakeSecurityLevel.CRYPTO);
    signature.initSign(privateKey());
    signature.update(input.toByteArray());
    return signature.sign();
  }

  /** The peer's key is the input: a SubjectPublicKeyInfo. */
  private byte[] agree() throws GeneralSecurityException {
    String algorithm = privateKey().getAlgorithm();
    KeyAgreement agreement =
        KeyAgreement.getInstance(
            algorithm.equals("EC") ? "ECDH" : algorithm, FakeSecurityLevel.CRYPTO);
    agreement.init(privateKey());
    agreement.doPhase(
        KeyFactory.getInstance(algorithm, FakeSecurityLevel.CRYPTO)
            .generatePublic(new X509EncodedKeySpec(input.toByteArray())),
        true);
    return agreement.generateSecret();
  }

  private String signatureAlgorithm() {
    if (!privateKey().getAlgorithm().equals("EC")) {
      return "Ed25519";
    }
    return switch (digests.get(0)) {
      case Digest.SHA_2_256 -> "SHA256withECDSA";
      case Digest.SHA_2_384 -> "SHA384withECDSA";
      case Digest.SHA_2_512 -> "SHA512withECDSA";
      default -> throw new ServiceSpecificException(ErrorCode.UNSUPPORTED_DIGEST);
    };
  }

  private PrivateKey privateKey() {
    return key.keys().getPrivate();
  }
}
