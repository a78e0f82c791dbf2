package dev.claviger.keystore.sealing;

import com.google.crypto.tink.Aead;
import java.util.List;
import java.util.Optional;

/**
 * Where sealing keys come from: a passphrase, a key management service, a token. One of them is in
 * force; the others open what was sealed under them, until it is sealed anew.
 */
public interface SealingKeys {
  /**
   * The key to seal new things under; made if there is none.
   *
   * @throws dev.claviger.crypto.key.VaultException if it cannot be had
   */
  SealingKey current();

  /**
   * The key of that name; empty if this is not where it comes from. The name is read from what was
   * sealed and may be hostile: it is checked before anything is done with it.
   *
   * @throws SealingException if it is a name from here, but refused
   * @throws dev.claviger.crypto.key.VaultException if the key cannot be had
   */
  Optional<SealingKey> named(String name);

  /**
   * All of these keys as one Tink {@code Aead}, for what knows nothing of names: a group store, for
   * instance. It seals under {@link #current}, what it sealed carries the key's name, and it opens
   * by that. A key is asked for each time.
   */
  default Aead aead() {
    return new NamedAead(this);
  }

  /**
   * The first one seals, all of them open: so that what lies sealed under an older key can be
   * sealed under a newer one.
   */
  static SealingKeys inOrder(SealingKeys first, SealingKeys... older) {
    return new SealingKeys() {
      @Override
      public SealingKey current() {
        return first.current();
      }

      @Override
      public Optional<SealingKey> named(String name) {
        Optional<SealingKey> found = first.named(name);
        for (SealingKeys keys : List.of(older)) {
          found = found.or(() -> keys.named(name));
        }
        return found;
      }
    };
  }
}
