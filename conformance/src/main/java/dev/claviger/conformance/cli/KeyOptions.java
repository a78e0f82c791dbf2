package dev.claviger.conformance.cli;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.WrappedKeyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which keys a command is about: those on a token, and those that it has wrapped in a folder. */
final class KeyOptions {
  @Mixin private TokenOptions token;

  @Option(
      names = "--wrapped-keys",
      paramLabel = "FOLDER",
      description = "The folder with the keys that the token has wrapped.")
  private Path folder;

  /** A vault, and the folder that it holds open. */
  record Open(Pkcs11Vault vault, Optional<WrappedKeyFolder> rows) implements AutoCloseable {
    @Override
    public void close() {
      try {
        vault.close();
      } finally {
        rows.ifPresent(WrappedKeyFolder::close);
      }
    }
  }

  boolean hasFolder() {
    return folder != null;
  }

  /**
   * To use what is there.
   *
   * @throws IllegalArgumentException if the folder is not
   */
  Open open() {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is no folder of wrapped keys");
    }
    return open(Custody.RESIDENT);
  }

  /** To make init and leaf keys in that custody; the folder is made if it is not there. */
  Open open(Custody custody) {
    Optional<WrappedKeyFolder> rows =
        Optional.ofNullable(folder).map(there -> WrappedKeyFolder.open(there, true));
    try {
      Pkcs11Config.Builder config =
          token.builder().custody(KeyPurpose.INIT, custody).custody(KeyPurpose.LEAF, custody);
      rows.ifPresent(config::wrappedKeys);
      return new Open(Pkcs11Vault.open(config.build()), rows);
    } catch (RuntimeException e) {
      rows.ifPresent(WrappedKeyFolder::close);
      throw e;
    }
  }
}
