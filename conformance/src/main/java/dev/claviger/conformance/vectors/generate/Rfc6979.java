package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** ECDSA whose nonce is a function of key and message (RFC 6979 §3.2). */
final class Rfc6979 {
  private Rfc6979() {}

  /** A signature in DER, as RFC 9420 §5.1.2 wants it. */
  static Bytes sign(SignatureScheme scheme, ECPrivateKey key, Bytes message) {
    X9ECParameters curve = CustomNamedCurves.getByName(scheme.curve().jcaName());
    ECDomainParameters domain =
        new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest(scheme)));
    signer.init(true, new ECPrivateKeyParameters(key.getS(), domain));
    BigInteger[] rs = signer.generateSignature(hash(digest(scheme), message));
    try {
      return Bytes.wrap(StandardDSAEncoding.INSTANCE.encode(curve.getN(), rs[0], rs[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] hash(Digest digest, Bytes message) {
    byte[] input = message.toByteArray();
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(input, 0, input.length);
    digest.doFinal(hash, 0);
    return hash;
  }

  private static Digest digest(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_SECP256R1_SHA256 -> new SHA256Digest();
      case ECDSA_SECP384R1_SHA384 -> new SHA384Digest();
      case ECDSA_SECP521R1_SHA512 -> new SHA512Digest();
      case ED25519, ED448 ->
          throw new IllegalArgumentException(scheme + " is deterministic by itself");
    };
  }
}
