package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.KeyRef;
import java.security.Provider;

/** What a key handle needs of the vault that gave it out. */
interface KeyOwner {
  Provider provider();

  boolean destroy(KeyRef ref);
}
