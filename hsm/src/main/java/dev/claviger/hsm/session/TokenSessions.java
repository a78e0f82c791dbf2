package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/**
 * One vault's way to its token: runs operations on leased sessions, logged in, and tries a second
 * time, once, what failed before it had begun for a reason that can be put right. Thread-safe.
 */
public final class TokenSessions implements AutoCloseable {
  private final Module module;
  private final Token token;
  private final PinEntry pin;
  private final SessionLimits limits;
  private final Faults faults;
  private final SessionPool pool;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TokenSessions(
      Module module, Token token, PinEntry pin, SessionLimits limits, Faults faults) {
    this.module = module;
    this.token = token;
    this.pin = pin;
    this.limits = limits;
    this.faults = faults;
    this.pool = new SessionPool(token, limits.sessionsOn(token.info()), limits.patience(), faults);
  }

  /** Loads the module, finds the token and logs in. */
  public static TokenSessions open(
      Modules modules,
      ModuleSpec spec,
      TokenSelector selector,
      PinEntry pin,
      SessionLimits limits,
      Faults faults) {
    Module module = modules.open(spec, faults);
    Token token;
    try {
      token = module.acquire(selector, faults);
    } catch (CryptokiException e) {
      throw faults.library(spec.library(), e);
    }
    try {
      login(token, pin, faults);
    } catch (RuntimeException e) {
      module.release(token, false, false);
      throw e;
    }
    return new TokenSessions(module, token, pin, limits, faults);
  }

  /** Another vault may have logged in before, on a session that has died since. */
  private static void login(Token token, PinEntry pin, Faults faults) {
    Epoch epoch = token.epoch();
    try {
      try {
        token.login(pin, faults);
      } catch (CryptokiException e) {
        if (!Recovery.mayHelp(e)) {
          throw e;
        }
        token.recover(epoch, pin, faults);
      }
    } catch (CryptokiException e) {
      throw faults.failed(token.identity(), e);
    }
  }

  public Token token() {
    return token;
  }

  public Faults faults() {
    return faults;
  }

  /** The mechanisms that the token lists. */
  public Set<Long> mechanisms() {
    return run(session -> token.mechanisms());
  }

  /**
   * Works while it holds a lock that is held across C_ calls, and does not wait for it for ever.
   *
   * @throws dev.claviger.crypto.key.VaultException if a C_ call that does not return is in the way
   */
  public <T> T holding(Lock lock, Supplier<T> work) {
    return token.holding(lock, work);
  }

  /**
   * Has another binding, SunPKCS11's, call the same library, and knows of it: should that not
   * return, whoever waits behind it is told. Nothing is called through this one meanwhile.
   */
  public <T> T callElsewhere(Supplier<T> calls) {
    return token.callElsewhere(calls);
  }

  /** How many C_ calls this vault's operations have made. */
  public long calls() {
    return pool.calls();
  }

  /** Runs an operation; a {@link CryptokiException} leaves as a typed exception. */
  public <T> T run(SessionOperation<T> operation) {
    Epoch epoch = token.epoch();
    try {
      return attempt(operation);
    } catch (Retry retry) {
      recover(epoch, retry.reason);
    }
    try {
      return attempt(operation);
    } catch (Retry retry) {
      throw faults.failed(token.identity(), retry.reason);
    }
  }

  /**
   * A session that is the caller's alone until {@link #closePinned}, for objects that live as long
   * as it; {@link SessionLimits#pinned} must have made room for it.
   */
  public Session openPinned() {
    return pool.openPinned();
  }

  /** Closes a session of {@link #openPinned}, and ends its objects. */
  public void closePinned(Session session) {
    pool.closePinned(session);
  }

  /** Gives the sessions back; the login stays for as long as another vault uses the token. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.close();
      module.release(token, limits.logoutOnClose(), limits.finalizeOnClose());
    }
  }

  private <T> T attempt(SessionOperation<T> operation) throws Retry {
    try (Session session = pool.lease()) {
      try {
        return operation.on(session);
      } catch (CryptokiException e) {
        if (session.begun()) {
          throw faults.failed(token.identity(), e);
        }
        throw e;
      }
    } catch (CryptokiException e) {
      if (Recovery.mayHelp(e)) {
        throw new Retry(e);
      }
      throw faults.failed(token.identity(), e);
    } catch (MalformedResultException e) {
      throw faults.malformed(token.identity(), e.getMessage());
    } catch (DisobedienceException e) {
      throw faults.disobeyed(token.identity(), e.getMessage());
    }
  }

  private void recover(Epoch epoch, CryptokiException reason) {
    boolean mended;
    try {
      mended = token.recover(epoch, pin, faults);
    } catch (CryptokiException e) {
      e.addSuppressed(reason);
      throw faults.failed(token.identity(), e);
    }
    if (!mended && Recovery.isAmbiguous(reason)) {
      throw faults.failed(token.identity(), reason);
    }
  }

  /** The operation had not begun, and failed for a reason that a recovery may remove. */
  private static final class Retry extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient CryptokiException reason;

    private Retry(CryptokiException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
