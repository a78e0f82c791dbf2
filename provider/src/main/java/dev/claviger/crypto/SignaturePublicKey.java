package dev.claviger.crypto;

/**
 * A signature public key as RFC 9420 §5.1.1 encodes it: the raw key of RFC 8032 for EdDSA (32 or 57
 * bytes), the uncompressed point {@code 04 ‖ X ‖ Y} for ECDSA (65, 97 or 133 bytes).
 *
 * <pre>opaque SignaturePublicKey&lt;V&gt;;</pre>
 */
public record SignaturePublicKey(Bytes value) {}
