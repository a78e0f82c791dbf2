package dev.claviger.crypto.key;

import dev.claviger.crypto.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What a key is bound to: the name that applications know it by, and who says so. Nothing in it is
 * secret.
 *
 * @param key the vault's name of the key
 * @param alias the application's name of it
 * @param certificates X.509 in DER, the end entity first, which has this key; empty if none vouches
 * @param credential the encoding of an RFC 9420 §5.3 Credential that is no certificate chain
 */
public record KeyBinding(
    KeyRef key, String alias, List<Bytes> certificates, Optional<Bytes> credential) {
  /**
   * @throws IllegalArgumentException if there is no name, or nothing to bind the key to
   */
  public KeyBinding {
    certificates = List.copyOf(certificates);
    if (alias.isEmpty()) {
      throw new IllegalArgumentException("a binding of a key needs a name");
    }
    if (certificates.isEmpty() == credential.isEmpty()) {
      throw new IllegalArgumentException(
          "a key is bound to a certificate chain or to a credential, one of the two");
    }
  }
}
