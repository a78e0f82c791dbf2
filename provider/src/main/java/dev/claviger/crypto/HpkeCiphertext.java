package dev.claviger.crypto;

/**
 * The result of a single-shot HPKE encryption (RFC 9420 §7.6).
 *
 * <pre>
 * struct {
 *     opaque kem_output&lt;V&gt;;
 *     opaque ciphertext&lt;V&gt;;
 * } HPKECiphertext;
 * </pre>
 */
public record HpkeCiphertext(Bytes kemOutput, Bytes ciphertext) {}
