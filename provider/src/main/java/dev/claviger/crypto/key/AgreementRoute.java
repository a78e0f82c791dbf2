package dev.claviger.crypto.key;

/** How a key's Diffie-Hellman value becomes the pseudo-random key of a DHKEM (RFC 9180 §4.1). */
public enum AgreementRoute {
  /** The key and the whole computation are software. */
  SOFTWARE,
  /** The token agrees and releases the Diffie-Hellman value; software extracts. */
  RAW_SECRET,
  /** The token agrees, prefixes the label and runs HKDF: the value never leaves it. */
  ON_TOKEN_HKDF,
  /** The token agrees and digests the value inside HMAC's inner hash: it never leaves it. */
  DIGEST_KEY
}
