package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultLoginException;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.session.Faults;
import dev.claviger.hsm.session.Recovery;
import dev.claviger.hsm.session.TokenIdentity;
import dev.claviger.hsm.session.TokenSelector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What each failure is called outside, and what to do about it. */
final class PublicFaults implements Faults {
  @Override
  public VaultException library(Path library, RuntimeException cause) {
    return new Pkcs11LibraryException(
        "the PKCS#11 library "
            + library
            + " cannot be used: "
            + cause.getMessage()
            + "; check the path, that it was built for this machine, and its own configuration",
        cause);
  }

  @Override
  public VaultException token(TokenSelector wanted, int matches, List<String> present) {
    String there = present.isEmpty() ? "no initialised token is there" : "there are " + present;
    return new TokenNotFoundException(
        matches == 0
            ? "no token has " + wanted + ": " + there
            : matches + " tokens have " + wanted + ": " + there + "; give a serial or slot too");
  }

  @Override
  public VaultException pin(TokenIdentity token, CryptokiException cause) {
    if (cause.code() == Ckr.PIN_LOCKED) {
      return locked(token, cause);
    }
    if (cause.code() == Ckr.PIN_EXPIRED) {
      return new PinException(
          PinException.Reason.EXPIRED,
          "the user PIN of " + token + " has expired; set a new one with the token's own tool",
          cause);
    }
    return new PinException(
        PinException.Reason.INCORRECT,
        token
            + " refused the PIN ("
            + Ckr.name(cause.code())
            + "); it was tried once and will not be tried again; correct it and open a new vault",
        cause);
  }

  @Override
  public VaultException pinLocked(TokenIdentity token) {
    return locked(token, null);
  }

  @Override
  public VaultException noProtectedPath(TokenIdentity token) {
    return new PinException(
        PinException.Reason.MISSING,
        token
            + " has no keypad or reader of its own (CKF_PROTECTED_AUTHENTICATION_PATH); give its PIN"
            + " by PinSource.file or a callback",
        null);
  }

  @Override
  public VaultException poolExhausted(TokenIdentity token, int sessions, Duration waited) {
    return new SessionsExhaustedException(
        "all "
            + sessions
            + " sessions with "
            + token
            + " stayed busy for "
            + waited
            + "; raise Pkcs11Config.Builder.maxSessions or sessionTimeout, or do less at once");
  }

  @Override
  public VaultException sessionLimit(TokenIdentity token, CryptokiException cause) {
    return new SessionsExhaustedException(
        token
            + " opens no more sessions; lower Pkcs11Config.Builder.maxSessions, so that all that"
            + " use the token share what it has",
        cause);
  }

  @Override
  public VaultException failed(TokenIdentity token, CryptokiException cause) {
    if (Recovery.isFull(cause)) {
      return new TokenFullException(
          token + " has no room left; reap its orphans, destroy keys, or set an objectBudget",
          cause);
    }
    return new TokenFailedException(
        token + " failed: " + cause.getMessage() + "; the next operation starts afresh", cause);
  }

  @Override
  public VaultException full(TokenIdentity token, int present, int limit) {
    return new TokenFullException(
        token
            + " holds "
            + present
            + " objects of the "
            + limit
            + " that Pkcs11Config.Builder.objectBudget allows; reap its orphans, destroy keys, or"
            + " keep HPKE keys WRAPPED",
        null);
  }

  @Override
  public VaultException unresponsive(Path library, String call, Duration age) {
    return new TokenUnresponsiveException(
        library
            + ": "
            + call
            + " has not returned for "
            + age.toSeconds()
            + " s, and what waits for it is given up; see to the token and its service, and if the"
            + " call does not come back, restart this process");
  }

  @Override
  public VaultException notOurTurn(Path file, Duration waited) {
    return new TokenUnresponsiveException(
        "another process has locked "
            + file
            + " for "
            + waited.toSeconds()
            + " s while it changes the token, and what waits for it is given up; see to that"
            + " process");
  }

  @Override
  public VaultException changeLock(Path file, IOException cause) {
    return new TokenFailedException(
        "the file "
            + file
            + " of Pkcs11Config.Builder.changeLock cannot be locked, and nothing was changed: "
            + cause.getMessage(),
        cause);
  }

  @Override
  public VaultException sunPkcs11(TokenIdentity token, String what, Exception cause) {
    return new TokenFailedException(
        "SunPKCS11 " + what + " on " + token + ": " + cause.getMessage(), cause);
  }

  @Override
  public VaultException disobeyed(TokenIdentity token, String attributes) {
    return new TokenDisobeyedException(
        token
            + " has a key that it does not keep as demanded ("
            + attributes
            + "); the key was destroyed; set the token up to allow such keys, or use another");
  }

  @Override
  public VaultException malformed(TokenIdentity token, String what) {
    return new TokenFailedException(
        token + " returned what its mechanism does not promise: " + what);
  }

  @Override
  public boolean isPassing(VaultException fault) {
    return fault instanceof TokenUnresponsiveException
        || fault instanceof SessionsExhaustedException
        || fault instanceof TokenFullException
        || fault instanceof VaultLoginException;
  }

  private static PinException locked(TokenIdentity token, Throwable cause) {
    return new PinException(
        PinException.Reason.LOCKED,
        "the user PIN of " + token + " is locked; its security officer must reset it",
        cause);
  }
}
