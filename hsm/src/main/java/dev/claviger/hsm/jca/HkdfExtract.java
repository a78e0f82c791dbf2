package dev.claviger.hsm.jca;

import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KdfId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * {@code HKDF-Extract("", ikm)} (RFC 5869 §2.2), whole, or as the two hashes of the HMAC that it
 * is, of which a token can do the inner one (RFC 2104):
 *
 * <pre>
 * HMAC(0, ikm) = H(opad ‖ H(ipad ‖ ikm))     ipad = 36 36 …   opad = 5C 5C …
 * </pre>
 */
final class HkdfExtract {
  private static final byte IPAD = 0x36;
  private static final byte OPAD = 0x5C;

  private HkdfExtract() {}

  static Secret whole(KdfId kdf, Secret ikm) {
    return whole(kdf, ikm, List.of());
  }

  /** The same of keying material in parts. */
  static Secret whole(KdfId kdf, Secret first, List<Secret> others) {
    MessageDigest digest = digest(kdf);
    digest.update(pad(kdf, IPAD));
    first.feed(digest::update);
    others.forEach(part -> part.feed(digest::update));
    try (Secret inner = Secret.wrap(digest.digest())) {
      return outer(kdf, digest, inner);
    }
  }

  /** What the inner hash starts with: {@code ipad ‖ prefix}. */
  static Secret innerStart(KdfId kdf, Secret prefix) {
    try (Secret ipad = Secret.wrap(pad(kdf, IPAD))) {
      return Secret.concat(ipad, prefix);
    }
  }

  /** The outer hash over the inner one. */
  static Secret outer(KdfId kdf, Secret inner) {
    return outer(kdf, digest(kdf), inner);
  }

  private static Secret outer(KdfId kdf, MessageDigest digest, Secret inner) {
    digest.update(pad(kdf, OPAD));
    inner.feed(digest::update);
    return Secret.wrap(digest.digest());
  }

  private static MessageDigest digest(KdfId kdf) {
    try {
      return MessageDigest.getInstance(kdf.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + kdf.digest(), e);
    }
  }

  private static byte[] pad(KdfId kdf, byte value) {
    byte[] pad = new byte[kdf.blockLength()];
    Arrays.fill(pad, value);
    return pad;
  }
}
