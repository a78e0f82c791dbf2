package dev.claviger.keystore;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.HandleSignatureService;
import dev.claviger.crypto.key.SignatureHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The JCA provider of {@code KeyStore.getInstance("MLS")}, and what keytool and jarsigner need
 * beside it: {@code KeyPairGenerator} of signature keys in the vault of the store that this
 * provider loaded last, and {@code Signature} for the handles of any vault.
 *
 * <p>{@link #configure} takes the path of a configuration file (see {@link VaultConfiguration}),
 * which is then what {@code load(null, password)} opens.
 */
public final class ClavigerKeyStoreProvider extends Provider {
  /** The provider's name. */
  public static final String NAME = "ClavigerKeyStore";

  /** The type of the key store. */
  public static final String TYPE = "MLS";

  private static final long serialVersionUID = 1L;

  private final transient Optional<Path> configuration;
  private transient volatile Optional<Contents> loaded = Optional.empty();

  /** Without a configuration: what ServiceLoader and {@code Security.addProvider} want. */
  public ClavigerKeyStoreProvider() {
    this(Optional.empty());
  }

  private ClavigerKeyStoreProvider(Optional<Path> configuration) {
    super(NAME, "0.1", "the keys of MLS key vaults as a KeyStore");
    this.configuration = configuration;
    add("KeyStore", TYPE, () -> new HandleKeyStoreSpi(this));
    for (SignatureScheme scheme : SignatureScheme.values()) {
      putService(
          new HandleSignatureService(
              this,
              scheme.jcaName(),
              SignatureHandle.class::isInstance,
              key -> key instanceof SignatureHandle handle && handle.scheme() == scheme));
    }
    putService(
        new HandleSignatureService(
            this,
            "EdDSA",
            SignatureHandle.class::isInstance,
            key -> key instanceof SignatureHandle handle && handle.scheme().isEdDsa()));
    for (String algorithm : List.of("EC", "EdDSA", "Ed25519", "Ed448")) {
      add("KeyPairGenerator", algorithm, () -> new VaultKeyPairGenerator(algorithm, this));
    }
  }

  /**
   * @param argument the path of a configuration file
   * @return a new provider whose key stores are of that configuration
   * @throws InvalidParameterException if there is no such file, or it is not understood
   */
  @Override
  public Provider configure(String argument) {
    Path path = Path.of(argument);
    try {
      VaultConfiguration.read(path);
      return new ClavigerKeyStoreProvider(Optional.of(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidParameterException(argument + " is no configuration of vaults: " + e);
    }
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  Optional<Path> configuration() {
    return configuration;
  }

  /** What the key store that was loaded last shows. */
  Optional<Contents> loaded() {
    return loaded;
  }

  void loaded(Contents contents) {
    loaded = Optional.of(contents);
  }

  private void add(String type, String algorithm, Supplier<Object> factory) {
    putService(
        new Service(this, type, algorithm, factory.getClass().getName(), List.of(), null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return factory.get();
          }
        });
  }
}
