/**
 * Keys that seal what is at rest, as Tink {@code Aead}s, and software keys in a file sealed by one.
 */
package dev.claviger.keystore.sealing;
