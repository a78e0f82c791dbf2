package dev.claviger.hsm.session;

import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.ModuleInfo;
import dev.claviger.hsm.cryptoki.TokenInfo;
import dev.claviger.hsm.session.CallWatch.OwnedLock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A token as all vaults of this process share it: PKCS#11 logs a whole process in or out, so the
 * login has one owner, which is this. It holds one session open to hold the login, because a token
 * logs out when the last session closes.
 */
public final class Token {
  private final Module module;
  private final TokenIdentity identity;
  private final TokenInfo info;

  /** How many vaults use this token; guarded by the module. */
  int users;

  /**
   * Held by what makes lasting objects, and alone by what searches for them or destroys one.
   * SoftHSM 2.6.1 lets a search see half-made and half-gone objects, upon which it fails the
   * search, fails the generation, or spoils the new key's attributes; and it looks for what it
   * destroys in a tree that others may be changing, upon which it crashes. Signing and agreeing are
   * not held up.
   */
  private final ReadWriteLock making = new ReentrantReadWriteLock();

  private volatile long slot;
  private final AtomicLong recoveries = new AtomicLong();
  private volatile Set<Long> mechanisms;

  /** Of the anchor, and of who logs in and recovers. */
  private final OwnedLock session = new OwnedLock();

  /** The session that holds the login; null before there is one. */
  private Opened anchor;

  Token(Module module, TokenIdentity identity, long slot, TokenInfo info) {
    this.module = module;
    this.identity = identity;
    this.slot = slot;
    this.info = info;
  }

  public TokenIdentity identity() {
    return identity;
  }

  public TokenInfo info() {
    return info;
  }

  /** The slot it is in at present. */
  public long slot() {
    return slot;
  }

  /** The mechanisms of C_GetMechanismList, asked for once. */
  Set<Long> mechanisms() {
    Set<Long> known = mechanisms;
    if (known == null) {
      known = Set.copyOf(module.call(c -> c.getMechanismList(slot)));
      mechanisms = known;
    }
    return known;
  }

  /** Asks anew when next asked for. */
  public void forgetMechanisms() {
    mechanisms = null;
  }

  /** What the module says of itself. */
  public ModuleInfo moduleInfo() {
    return module.info();
  }

  /**
   * What is learnt of this token, in this slot, once for all vaults on it, now and later.
   *
   * @param key what it depends on besides the token
   */
  public <T> T learnt(Object key, Class<T> kind, Supplier<T> maker) {
    return module.learnt(List.of(slot, identity, kind, key), kind, maker);
  }

  /** Grows with every recovery: handles and sessions of an older epoch are not to be trusted. */
  Epoch epoch() {
    return new Epoch(recoveries.get(), module.generation());
  }

  /**
   * Makes a lasting object.
   *
   * @param look has the module read what other processes have changed: SoftHSM 2.6.1 takes its own
   *     change for all that there is, and overlooks theirs for good. Done where others are kept out
   *     from then until the change is made.
   */
  <T> T making(Runnable look, Supplier<T> change) {
    return module.changeLock().isPresent()
        ? changeAlone(look, change)
        : holding(making.readLock(), change);
  }

  /**
   * Makes or destroys a lasting object while nobody here does, nor searches; see {@link #making}.
   */
  <T> T changeAlone(Runnable look, Supplier<T> change) {
    Optional<ChangeLock> others = module.changeLock();
    return withoutMaking(
        others.isEmpty() ? change : () -> others.get().holding(() -> after(look, change)));
  }

  private static <T> T after(Runnable look, Supplier<T> change) {
    look.run();
    return change.get();
  }

  /** Makes an object of a session. */
  <T> T withoutSearch(Supplier<T> change) {
    return holding(making.readLock(), change);
  }

  <T> T withoutMaking(Supplier<T> work) {
    return holding(making.writeLock(), work);
  }

  <T> T callElsewhere(Supplier<T> calls) {
    return module.callElsewhere(calls);
  }

  <T> T holding(Lock lock, Supplier<T> work) {
    return module.holding(lock, work);
  }

  boolean needsLogin() {
    return info.has(Ck.CKF_LOGIN_REQUIRED);
  }

  static boolean isLoggedIn(long sessionState) {
    return sessionState == Ck.CKS_RW_USER_FUNCTIONS || sessionState == Ck.CKS_RO_USER_FUNCTIONS;
  }

  Opened open() {
    return module.open(slot);
  }

  <T> T on(Opened session, Function<Cryptoki, T> function) {
    return module.on(session, function);
  }

  /** Logs in unless this process already is. */
  void login(PinEntry pin, Faults faults) {
    holding(
        session,
        () -> {
          if (anchor == null) {
            anchor = open();
          }
          return loginUnlessIn(anchorState(), pin, faults);
        });
  }

  /**
   * Puts right what a failed call may mean: a module finalised by others, a token that was away, a
   * session that died, a logout.
   *
   * @param seen the epoch in which the call failed; if another thread has recovered since, there is
   *     nothing left to do
   * @return whether anything was found wrong (now or by that other thread)
   */
  boolean recover(Epoch seen, PinEntry pin, Faults faults) {
    return holding(session, () -> recoverAlone(seen, pin, faults));
  }

  private boolean recoverAlone(Epoch seen, PinEntry pin, Faults faults) {
    if (recoveries.get() != seen.recoveries()) {
      return true;
    }
    boolean mended = false;
    long state;
    try {
      state = anchorState();
    } catch (CryptokiException e) {
      state = reopen(e, faults);
      mended = true;
    }
    mended |= loginUnlessIn(state, pin, faults);
    recoveries.incrementAndGet();
    return mended;
  }

  private long reopen(CryptokiException cause, Faults faults) {
    if (cause.code() == Ckr.CRYPTOKI_NOT_INITIALIZED) {
      module.initializeAgain();
    } else {
      closeQuietly(anchor);
    }
    anchor = null;
    long generation = module.generation();
    try {
      anchor = open();
    } catch (CryptokiException e) {
      module.reconnect(generation);
      // It may have come back in another slot.
      slot = module.locate(TokenSelector.exactly(identity), faults).slot();
      anchor = open();
    }
    return anchorState();
  }

  private long anchorState() {
    if (anchor == null) {
      throw new CryptokiException("C_OpenSession", Ckr.SESSION_HANDLE_INVALID);
    }
    return on(anchor, c -> c.getSessionState(anchor.handle()));
  }

  private boolean loginUnlessIn(long state, PinEntry pin, Faults faults) {
    if (isLoggedIn(state) || !needsLogin()) {
      return false;
    }
    TokenInfo now = module.call(c -> c.getTokenInfo(slot));
    if (now.has(Ck.CKF_USER_PIN_LOCKED)) {
      throw pin.refuse(faults.pinLocked(identity));
    }
    Optional<Secret> secret = pin.obtain();
    if (secret.isEmpty() && !now.has(Ck.CKF_PROTECTED_AUTHENTICATION_PATH)) {
      throw pin.refuse(faults.noProtectedPath(identity));
    }
    try {
      on(
          anchor,
          c -> {
            c.login(anchor.handle(), secret);
            return null;
          });
    } catch (CryptokiException e) {
      if (e.code() != Ckr.USER_ALREADY_LOGGED_IN) {
        throw Recovery.isPinRefusal(e) ? pin.refuse(faults.pin(identity, e)) : e;
      }
    } finally {
      secret.ifPresent(Secret::destroy);
    }
    return true;
  }

  void close(boolean logout) {
    holding(
        session,
        () -> {
          if (anchor != null) {
            closeAnchor(logout);
          }
          return null;
        });
  }

  private void closeAnchor(boolean logout) {
    if (logout) {
      try {
        on(
            anchor,
            c -> {
              c.logout(anchor.handle());
              return null;
            });
      } catch (CryptokiException e) {
        // Whoever is not logged in any more has what was asked for.
      }
    }
    closeQuietly(anchor);
    anchor = null;
  }

  /** Tries twice: a session left open holds what was derived in it, and one of few places. */
  void closeQuietly(Opened session) {
    if (session == null) {
      return;
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        on(
            session,
            c -> {
              c.closeSession(session.handle());
              return null;
            });
        return;
      } catch (CryptokiException e) {
        // A session that cannot be closed is gone already, or its token is.
      } catch (VaultException e) {
        return; // a call that never returns is in the way, and will be the next time
      }
    }
  }
}
