package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.conformance.vectors.MismatchException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/** A signature vector, held against the {@code Signature} service of provider "MLS". */
final class Verification {
  private Verification() {}

  static void check(SignatureScheme scheme, Bytes subjectPublicKeyInfo, WycheproofTest test) {
    Bytes message = test.fields().hex("msg");
    Bytes signature = test.fields().hex("sig");
    boolean verified =
        verifies(scheme, publicKey(scheme, subjectPublicKeyInfo), message, signature);
    if (verified == test.isInvalid()) {
      throw new MismatchException("the signature was " + (verified ? "accepted" : "refused"));
    }
  }

  private static PublicKey publicKey(SignatureScheme scheme, Bytes subjectPublicKeyInfo) {
    try {
      return KeyFactory.getInstance(scheme.isEdDsa() ? "EdDSA" : "EC")
          .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new MalformedVectorException("no public key: " + e.getMessage(), e);
    }
  }

  private static boolean verifies(
      SignatureScheme scheme, PublicKey key, Bytes message, Bytes signature) {
    try {
      Signature verifier = Signature.getInstance(scheme.jcaName(), Engine.provider());
      verifier.initVerify(key);
      verifier.update(message.toByteArray());
      return verifier.verify(signature.toByteArray());
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new MismatchException("the engine cannot verify " + scheme + ": " + e.getMessage());
    }
  }
}
