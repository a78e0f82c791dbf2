package dev.claviger.hsm;

import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.jca.SunConfiguration;
import dev.claviger.hsm.jca.SunKeys;
import dev.claviger.hsm.jca.SunRoute;
import dev.claviger.hsm.session.TokenSessions;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Optional;

/**
 * Keys that the JDK's SunPKCS11 makes and uses in a PKCS#11 token: the NIST curves only, by the
 * route RAW_SECRET, or from JDK 25 on by ON_TOKEN_HKDF where the token lists CKM_HKDF_DATA and the
 * config's routes name it first. The private keys are SunPKCS11's own objects behind handles that
 * name their provider, so that it needs not be installed.
 *
 * <p>They are session objects: sensitive, not extractable, destroyed when the vault closes, for
 * SunPKCS11 cannot find a lasting key that has no certificate. What SunPKCS11 cannot do (give a key
 * a name, tell its attributes, destroy it) the library's own binding does, in the same process on
 * the same token; it also logs in, for both. Thread-safe.
 */
public final class SunPkcs11Vault implements KeyVault {
  private static final String SUN = "SunPKCS11";

  private final TokenSessions sessions;
  private final Provider sun;
  private final SunKeys keys;

  private SunPkcs11Vault(Pkcs11Config config, TokenSessions sessions, Provider sun) {
    this.sessions = sessions;
    this.sun = sun;
    this.keys =
        new SunKeys(
            sun,
            sessions,
            config.routes(),
            route(config, sessions),
            config
                .vendors()
                .ofToken(config.library(), sessions.token().moduleInfo(), sessions.token().info()),
            new HandleProvider(
                "ClavigerSunPKCS11-" + sessions.token().identity().label(),
                "Signatures with the keys of " + sun.getName()));
  }

  /**
   * Configures a SunPKCS11 for the token, which stays uninstalled.
   *
   * @throws Pkcs11LibraryException if the library, or SunPKCS11 itself, cannot be used
   * @throws TokenNotFoundException if there is not exactly one such token
   * @throws PinException if the token refuses the PIN, which is tried once
   */
  public static SunPkcs11Vault open(Pkcs11Config config) {
    TokenSessions sessions = Pkcs11Vault.sessions(config);
    try {
      return new SunPkcs11Vault(config, sessions, configured(configuration(config, sessions)));
    } catch (RuntimeException e) {
      sessions.close();
      throw e;
    }
  }

  /**
   * Works through a SunPKCS11 that the caller has configured.
   *
   * @param sun configured with {@link #configuration} of the same config
   */
  public static SunPkcs11Vault open(Provider sun, Pkcs11Config config) {
    TokenSessions sessions = Pkcs11Vault.sessions(config);
    try {
      return new SunPkcs11Vault(config, sessions, sun);
    } catch (RuntimeException e) {
      sessions.close();
      throw e;
    }
  }

  /**
   * What to configure SunPKCS11 with, for the config's token: write it to a file and give that to
   * {@code Provider.configure}, or give the text itself with {@code --} before it. The keys that it
   * then generates are sensitive, not extractable session objects.
   */
  public static String configuration(Pkcs11Config config) {
    try (TokenSessions sessions = Pkcs11Vault.sessions(config)) {
      return configuration(config, sessions);
    }
  }

  @Override
  public String name() {
    return sessions.token().identity() + " through " + SUN;
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return keys.supports(algorithm);
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    return custody == KeyCustody.RESIDENT
        ? keys.supports(algorithm)
        : new VaultSupport.Unsupported("keys made through " + SUN + " are not " + custody);
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return keys.generate(purpose, algorithm);
  }

  /** Finds what this vault has generated, not what other vaults have. */
  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return keys.find(ref);
  }

  @Override
  public List<VaultKey> list() {
    return keys.list();
  }

  @Override
  public boolean destroy(KeyRef ref) {
    return keys.destroy(ref);
  }

  @Override
  public KeyAttestation attest(KeyRef ref) {
    return keys.attest(ref);
  }

  /** The SunPKCS11 that makes and uses the keys. */
  public Provider sunProvider() {
    return sun;
  }

  /** Destroys the keys, which do not outlast it. */
  @Override
  public void close() {
    try {
      keys.list().forEach(key -> keys.destroy(key.ref()));
    } finally {
      sessions.close();
    }
  }

  @Override
  public String toString() {
    return "SunPkcs11Vault on " + name();
  }

  private static String configuration(Pkcs11Config config, TokenSessions sessions) {
    return SunConfiguration.text(
        sessions.token().identity().label(),
        config.library(),
        config.module().functionList(),
        sessions.token().slot(),
        route(config, sessions).sealed());
  }

  private static SunRoute route(Pkcs11Config config, TokenSessions sessions) {
    return SunRoute.choose(config.routes(), sessions.mechanisms());
  }

  private static Provider configured(String text) {
    Provider prototype = Security.getProvider(SUN);
    if (prototype == null) {
      throw new Pkcs11LibraryException(
          "this Java runtime has no " + SUN + "; use one with the module jdk.crypto.cryptoki");
    }
    try {
      return prototype.configure("--" + text);
    } catch (RuntimeException e) {
      throw new Pkcs11LibraryException(SUN + " cannot be configured: " + e.getMessage(), e);
    }
  }
}
