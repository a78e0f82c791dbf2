package dev.claviger.crypto;

/**
 * An HPKE public key as {@code SerializePublicKey} of RFC 9180 §7.1.1 encodes it.
 *
 * <pre>opaque HPKEPublicKey&lt;V&gt;;</pre>
 */
public record HpkePublicKey(Bytes value) {}
