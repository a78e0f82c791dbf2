package dev.claviger.conformance.bench.stack;

import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.spi.GroupStore;
import java.util.Optional;

/** Where clients of ours have their keys and their state. */
public interface Surroundings extends AutoCloseable {
  /** A software vault, and no store. */
  Surroundings MEMORY =
      new Surroundings() {
        private final KeyVault vault = SoftwareVault.create();

        @Override
        public KeyVault vault() {
          return vault;
        }

        @Override
        public Optional<GroupStore> newStore() {
          return Optional.empty();
        }

        @Override
        public String description() {
          return "software keys, state in memory";
        }

        @Override
        public void close() {
          // Goes with the process.
        }
      };

  /** The one that all clients share. */
  KeyVault vault();

  /** One for each client. */
  Optional<GroupStore> newStore();

  String description();

  /** Until now. */
  default Usage usage() {
    return Usage.NONE;
  }

  @Override
  void close();
}
