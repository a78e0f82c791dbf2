package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.ModuleInfo;
import dev.claviger.hsm.cryptoki.TokenInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** An initialised PKCS#11 module, the tokens in use on it, and whether we may finalise it. */
final class Module {
  private final Cryptoki cryptoki;
  private final ModuleSpec spec;
  private final Map<Object, Object> learnt = new ConcurrentHashMap<>();
  private final Map<TokenIdentity, Token> tokens = new HashMap<>();
  private final ReentrantLock serial = new ReentrantLock();

  /** Held by calls on sessions, and alone by what makes all sessions void. */
  private final ReadWriteLock connection = new ReentrantReadWriteLock();

  private volatile boolean serialised;
  private volatile long generation;
  private boolean initialised;
  private boolean owned;

  Module(Cryptoki cryptoki, ModuleSpec spec) {
    this.cryptoki = cryptoki;
    this.spec = spec;
    this.serialised = spec.serialised();
  }

  /** What is learnt once in the life of this process; it outlives the vaults. */
  <T> T learnt(Object key, Class<T> kind, Supplier<T> maker) {
    return kind.cast(learnt.computeIfAbsent(key, absent -> maker.get()));
  }

  /** C_OpenSession. */
  Opened open(long slot) {
    return connected(() -> new Opened(call(c -> c.openSession(slot)), generation));
  }

  /**
   * One C_ call on a session.
   *
   * @throws CryptokiException with CKR_SESSION_HANDLE_INVALID, and without a call, if the module
   *     has been initialised again since the session was opened
   */
  <T> T on(Opened session, Function<Cryptoki, T> function) {
    return connected(
        () -> {
          if (session.generation() != generation) {
            throw new CryptokiException("C_Initialize since", Ckr.SESSION_HANDLE_INVALID);
          }
          return call(function);
        });
  }

  /** How often the module has been initialised. */
  long generation() {
    return generation;
  }

  /** No reconnection in between, where there is such a thing. */
  private <T> T connected(Supplier<T> work) {
    if (!spec.reinitialises()) {
      return work.get();
    }
    connection.readLock().lock();
    try {
      return work.get();
    } finally {
      connection.readLock().unlock();
    }
  }

  ModuleInfo info() {
    return learnt(ModuleInfo.class, ModuleInfo.class, () -> call(Cryptoki::getInfo));
  }

  /** One C_ call: alone in the module if the module cannot lock by itself. */
  <T> T call(Function<Cryptoki, T> function) {
    if (!serialised) {
      return function.apply(cryptoki);
    }
    serial.lock();
    try {
      return function.apply(cryptoki);
    } finally {
      serial.unlock();
    }
  }

  synchronized void initialize() {
    if (!initialised) {
      owned = initializeUnlessItIs();
      initialised = true;
      generation++;
    }
  }

  /** After somebody else's C_Finalize, which no session survived. */
  synchronized void initializeAgain() {
    initialised = false;
    initialize();
  }

  /**
   * Gets a lost connection back where only C_Initialize connects. Sessions of all its tokens are
   * gone with the connection, so nobody loses by it; but a module that others initialised is left
   * to them.
   *
   * @param seen the generation that was found dead; nothing is done if there is another already
   */
  synchronized void reconnect(long seen) {
    if (!spec.reinitialises() || !owned || generation != seen) {
      return;
    }
    connection.writeLock().lock();
    try {
      finalizeQuietly();
      initializeAgain();
    } finally {
      connection.writeLock().unlock();
    }
  }

  private void finalizeQuietly() {
    try {
      call(
          c -> {
            c.finalizeModule();
            return null;
          });
    } catch (CryptokiException e) {
      // Whatever is left of it: C_Initialize says whether it can be used.
    }
  }

  /** False if somebody else in this process had initialised the module, who then owns it. */
  private boolean initializeUnlessItIs() {
    try {
      try {
        cryptoki.initialize(true, spec.arguments());
      } catch (CryptokiException e) {
        if (e.code() != Ckr.CANT_LOCK) {
          throw e;
        }
        serialised = true;
        cryptoki.initialize(false, spec.arguments());
      }
      return true;
    } catch (CryptokiException e) {
      if (e.code() == Ckr.CRYPTOKI_ALREADY_INITIALIZED) {
        return false;
      }
      throw e;
    }
  }

  /** Registers one more user of the token, which logs in when it needs to. */
  synchronized Token acquire(TokenSelector selector, Faults faults) {
    Located located;
    try {
      located = locate(selector, faults);
    } catch (CryptokiException e) {
      if (e.code() != Ckr.CRYPTOKI_NOT_INITIALIZED) {
        throw e;
      }
      initializeAgain();
      located = locate(selector, faults);
    }
    info();
    long slot = located.slot();
    TokenInfo info = located.info();
    TokenIdentity identity = TokenIdentity.of(info);
    Token token = tokens.computeIfAbsent(identity, absent -> new Token(this, identity, slot, info));
    token.users++;
    return token;
  }

  /** Forgets one user of the token; the last one closes what it holds open. */
  void release(Token token, boolean logout, boolean finalise) {
    synchronized (this) {
      token.users--;
      if (token.users > 0) {
        return;
      }
      tokens.remove(token.identity());
    }
    token.close(logout); // not under the lock: a token takes its own first, then the module's
    if (finalise) {
      finalizeIfOurs();
    }
  }

  private synchronized void finalizeIfOurs() {
    if (owned && initialised && tokens.isEmpty()) {
      initialised = false;
      call(
          c -> {
            c.finalizeModule();
            return null;
          });
    }
  }

  record Located(long slot, TokenInfo info) {}

  Located locate(TokenSelector selector, Faults faults) {
    List<Located> matching = new ArrayList<>();
    List<String> present = new ArrayList<>();
    for (long slot : call(Cryptoki::getSlotList)) {
      TokenInfo info;
      try {
        info = call(c -> c.getTokenInfo(slot));
      } catch (CryptokiException e) {
        continue; // a token that left between the two calls, or will not say who it is
      }
      if (!info.label().isEmpty()) {
        present.add("\"" + info.label() + "\" (serial " + info.serial() + ", slot " + slot + ")");
      }
      if (selector.matches(slot, info)) {
        matching.add(new Located(slot, info));
      }
    }
    if (matching.size() != 1) {
      throw faults.token(selector, matching.size(), present);
    }
    return matching.get(0);
  }
}
