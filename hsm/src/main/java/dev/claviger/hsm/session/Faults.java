package dev.claviger.hsm.session;

import dev.claviger.crypto.key.VaultException;
import dev.claviger.hsm.cryptoki.CryptokiException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes the exceptions that leave the vault. The packages below the public one know what went
 * wrong; the public one knows what it is called and what to do about it.
 */
public interface Faults {
  /** The library is missing, not loadable, or no PKCS#11 module. */
  VaultException library(Path library, RuntimeException cause);

  /**
   * No token, or more than one, is the one asked for.
   *
   * @param present what tokens there are, for a reader
   */
  VaultException token(TokenSelector wanted, int matches, List<String> present);

  /** The token did not take the PIN, or would not be asked. */
  VaultException pin(TokenIdentity token, CryptokiException cause);

  /** The token says that its user PIN is locked; it was not tried. */
  VaultException pinLocked(TokenIdentity token);

  /** The token was to ask for the PIN itself, and has nothing to ask with; it was not tried. */
  VaultException noProtectedPath(TokenIdentity token);

  /** No session became free in time. */
  VaultException poolExhausted(TokenIdentity token, int sessions, Duration waited);

  /** The token has no more sessions to give. */
  VaultException sessionLimit(TokenIdentity token, CryptokiException cause);

  /** A C_ function failed, and a second attempt did not help or was not allowed. */
  VaultException failed(TokenIdentity token, CryptokiException cause);

  /**
   * A C_ call that others wait for has not returned.
   *
   * @param call and whose it is, for a reader
   * @param age for how long
   */
  VaultException unresponsive(Path library, String call, Duration age);

  /** Another process has held the lock for changes all the time. */
  VaultException notOurTurn(Path file, Duration waited);

  /** The file that is locked for changes cannot be. */
  VaultException changeLock(Path file, IOException cause);

  /** SunPKCS11, working on the token, failed. */
  VaultException sunPkcs11(TokenIdentity token, String what, Exception cause);

  /** The token does not say of a new key what was demanded; the key was destroyed. */
  VaultException disobeyed(TokenIdentity token, String attributes);

  /**
   * The object budget is used up.
   *
   * @param present how many objects there are
   * @param limit how many there may be
   */
  VaultException full(TokenIdentity token, int present, int limit);

  /** The token returned something that is not what the mechanism promises. */
  VaultException malformed(TokenIdentity token, String what);

  /** Whether it is of the moment, and says nothing of what the token can do. */
  boolean isPassing(VaultException fault);
}
