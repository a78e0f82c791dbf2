package dev.claviger.conformance.contract;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.keystore.sealing.SealedSoftwareVault;
import dev.claviger.keystore.sealing.SealingKey;
import dev.claviger.keystore.sealing.SealingKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;

/** Software keys in a sealed file; the sealing key is one of this process. */
final class SealedBackend implements VaultBackend {
  private Path folder;

  @Override
  public KeyVault open() {
    try {
      folder = Files.createTempDirectory("sealed");
      Aead aead = new AesGcmJce(new byte[32]);
      SealingKey key = new SealingKey("test:zeros", aead);
      return SealedSoftwareVault.open(
          folder.resolve("keys"),
          new SealingKeys() {
            @Override
            public SealingKey current() {
              return key;
            }

            @Override
            public Optional<SealingKey> named(String name) {
              return name.equals(key.name()) ? Optional.of(key) : Optional.empty();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void clear(KeyVault vault) {
    try {
      vault.close();
      Files.deleteIfExists(folder.resolve("keys"));
      Files.deleteIfExists(folder.resolve("keys.lock"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return Set.of();
  }
}
