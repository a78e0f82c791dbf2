package dev.claviger.crypto.key;

/** Whether a vault can hold keys of an algorithm, and if not, why. */
public sealed interface VaultSupport {
  /** It can; {@code mechanism} is what will use the key. */
  record Supported(String mechanism) implements VaultSupport {}

  /** It cannot; {@code reason} names what is missing. */
  record Unsupported(String reason) implements VaultSupport {}
}
