package dev.claviger.hsm.custody;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;
import java.util.List;
import java.util.Optional;

/**
 * Where wrapped keys are kept: rows of a database, of the group's own transaction at best. Each
 * method is atomic. Implementations are thread-safe, and throw a {@link VaultException} if they
 * cannot do as asked.
 *
 * <p>A store is used with one token, and one process at a time. Whatever copies of a row there are,
 * backups among them, can be unwrapped for as long as its wrapping key is on the token.
 */
public interface WrappedKeyStore {
  /**
   * The store's name, the same for all its life and no other store's: the wrapping keys on the
   * token carry it. Letters, digits and hyphens, at most 36.
   */
  String name();

  /**
   * Adds a row.
   *
   * @throws VaultException also if there is one of that name
   */
  void put(WrappedKey row);

  /**
   * Puts a row in another one's place; false, and nothing done, if that is not there (any more).
   */
  boolean replace(WrappedKey present, WrappedKey next);

  Optional<WrappedKey> find(KeyRef ref);

  /** Removes a row; true if it was there. */
  boolean remove(KeyRef ref);

  /** All rows, in no order. */
  List<WrappedKey> list();
}
