package dev.claviger.hsm;

import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.jca.TokenKeys;
import dev.claviger.hsm.session.Modules;
import dev.claviger.hsm.session.PinEntry;
import dev.claviger.hsm.session.TokenSessions;
import dev.claviger.hsm.vendor.VendorProfile;
import java.security.Provider;
import java.util.List;
import java.util.Optional;

/**
 * Keys in a PKCS#11 token. They are generated there, sensitive and not extractable, for signing or
 * for agreement and never both; the token tells so each time it is asked.
 *
 * <p>Keys last: another vault on the same token finds them, with purpose and public key. Any number
 * of vaults in a process may be open on one token; PKCS#11 logs in a process and not a vault, so
 * all of them share a login, and whoever opens the second one is not asked for the PIN.
 * Thread-safe.
 */
public final class Pkcs11Vault implements KeyVault {
  private final TokenSessions sessions;
  private final VendorProfile vendor;
  private final TokenKeys keys;

  private Pkcs11Vault(TokenSessions sessions, VendorProfile vendor, TokenKeys keys) {
    this.sessions = sessions;
    this.vendor = vendor;
    this.keys = keys;
  }

  /**
   * Loads the library, finds the token and logs in.
   *
   * @throws Pkcs11LibraryException if the library cannot be used
   * @throws TokenNotFoundException if there is not exactly one such token
   * @throws PinException if the token refuses the PIN, which is tried once
   * @throws TokenFailedException if the token fails otherwise
   */
  public static Pkcs11Vault open(Pkcs11Config config) {
    return open(config, Modules.ofThisProcess());
  }

  static Pkcs11Vault open(Pkcs11Config config, Modules modules) {
    TokenSessions sessions = sessions(config, modules);
    HandleProvider provider =
        new HandleProvider(
            "ClavigerPKCS11-" + sessions.token().identity().label(),
            "Signatures with the keys of " + sessions.token().identity());
    VendorProfile vendor =
        config
            .vendors()
            .ofToken(config.library(), sessions.token().moduleInfo(), sessions.token().info());
    return new Pkcs11Vault(
        sessions, vendor, new TokenKeys(sessions, config.routes(), vendor, provider));
  }

  static TokenSessions sessions(Pkcs11Config config) {
    return sessions(config, Modules.ofThisProcess());
  }

  private static TokenSessions sessions(Pkcs11Config config, Modules modules) {
    return TokenSessions.open(
        modules,
        config.module(),
        config.token(),
        new PinEntry(config.pin()::get),
        config.limits(),
        new PublicFaults());
  }

  /** The token's model and label: {@code SoftHSM v2 "mls"}. */
  @Override
  public String name() {
    return sessions.token().identity().toString();
  }

  /** Tries the algorithm out on the token when first asked, with a key that is then destroyed. */
  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return keys.supports(algorithm);
  }

  /**
   * {@inheritDoc}
   *
   * @throws TokenDisobeyedException if the token says that the new key could leave it
   */
  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return keys.generate(purpose, algorithm);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is a {@code pkcs11:} URI but none of a private key
   */
  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return keys.find(ref);
  }

  /** All keys on the token that a vault has generated; keys of other origin are left alone. */
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

  /**
   * The provider whose {@code Signature} takes this vault's handles, and no other keys. It needs
   * not be installed; if it is, {@code Signature.getInstance} without a provider finds it too.
   */
  public Provider provider() {
    return keys.provider();
  }

  /** The vendor files that are believed of this token, the last one overriding. */
  public List<String> vendorFiles() {
    return vendor.names();
  }

  /**
   * Tries out again what the token can do, when it is next asked for: after a change of firmware,
   * of policy or of licence. What was found is otherwise believed for as long as the process lives.
   */
  public void probeAgain() {
    keys.probeAgain();
  }

  /** How many C_ calls, that is round trips to the token, this vault has made so far. */
  public long tokenCalls() {
    return sessions.calls();
  }

  @Override
  public void close() {
    sessions.close();
  }

  @Override
  public String toString() {
    return "Pkcs11Vault on " + name();
  }
}
