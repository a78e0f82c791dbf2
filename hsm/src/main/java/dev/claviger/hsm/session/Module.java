package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.ModuleInfo;
import dev.claviger.hsm.cryptoki.TokenInfo;
import dev.claviger.hsm.session.CallWatch.OwnedLock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** An initialised PKCS#11 module, the tokens in use on it, and whether we may finalise it. */
final class Module {
  private final Cryptoki cryptoki;
  private final ModuleSpec spec;
  private final Map<Object, Object> learnt = new ConcurrentHashMap<>();
  private final Map<TokenIdentity, Token> tokens = new HashMap<>();
  private final CallWatch watch;
  private final OwnedLock serial = new OwnedLock();
  private final Optional<ChangeLock> changeLock;

  /** Of what is not final here. */
  private final OwnedLock state = new OwnedLock();

  /** Held by calls on sessions, and alone by what makes all sessions void. */
  private final ReadWriteLock connection = new ReentrantReadWriteLock();

  private volatile boolean serialised;
  private final AtomicLong generation = new AtomicLong();
  private boolean initialised;
  private boolean owned;

  Module(Cryptoki cryptoki, ModuleSpec spec, Faults faults) {
    this.cryptoki = cryptoki;
    this.spec = spec;
    this.watch = new CallWatch(spec, cryptoki, faults);
    this.serialised = spec.serialised();
    this.changeLock =
        spec.changeLock().map(file -> new ChangeLock(file, spec.patience(), watch, faults));
  }

  /** What keeps this process apart from others that change its tokens, if anything does. */
  Optional<ChangeLock> changeLock() {
    return changeLock;
  }

  /** What is learnt once in the life of this process; it outlives the vaults. */
  <T> T learnt(Object key, Class<T> kind, Supplier<T> maker) {
    return kind.cast(learnt.computeIfAbsent(key, absent -> maker.get()));
  }

  /** C_OpenSession. */
  Opened open(long slot) {
    return connected(() -> new Opened(call(c -> c.openSession(slot)), generation.get()));
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
          if (session.generation() != generation.get()) {
            throw new CryptokiException("C_Initialize since", Ckr.SESSION_HANDLE_INVALID);
          }
          return call(function);
        });
  }

  /** How often the module has been initialised. */
  long generation() {
    return generation.get();
  }

  /** No reconnection in between, where there is such a thing. */
  private <T> T connected(Supplier<T> work) {
    return spec.reinitialises() ? watch.holding(connection.readLock(), work) : work.get();
  }

  ModuleInfo info() {
    return learnt(ModuleInfo.class, ModuleInfo.class, () -> call(Cryptoki::getInfo));
  }

  /** One C_ call: alone in the module if the module cannot lock by itself. */
  <T> T call(Function<Cryptoki, T> function) {
    return serialised
        ? watch.holding(serial, () -> watch.during(cryptoki, function))
        : watch.during(cryptoki, function);
  }

  /** Calls that are made through another binding. */
  <T> T callElsewhere(Supplier<T> calls) {
    return watch.during(calls);
  }

  /** Works while it holds a lock of its caller's, and does not wait for that for ever. */
  <T> T holding(Lock lock, Supplier<T> work) {
    return watch.holding(lock, work);
  }

  private void alone(Runnable work) {
    watch.holding(
        state,
        () -> {
          work.run();
          return null;
        });
  }

  void initialize() {
    alone(
        () -> {
          if (!initialised) {
            owned = initializeUnlessItIs();
            initialised = true;
            generation.incrementAndGet();
          }
        });
  }

  /** After somebody else's C_Finalize, which no session survived. */
  void initializeAgain() {
    alone(
        () -> {
          initialised = false;
          initialize();
        });
  }

  /**
   * Gets a lost connection back where only C_Initialize connects. Sessions of all its tokens are
   * gone with the connection, so nobody loses by it; but a module that others initialised is left
   * to them.
   *
   * @param seen the generation that was found dead; nothing is done if there is another already
   */
  void reconnect(long seen) {
    alone(
        () -> {
          if (spec.reinitialises() && owned && generation.get() == seen) {
            watch.holding(
                connection.writeLock(),
                () -> {
                  finalizeQuietly();
                  initializeAgain();
                  return null;
                });
          }
        });
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
        initialize(true);
      } catch (CryptokiException e) {
        if (e.code() != Ckr.CANT_LOCK) {
          throw e;
        }
        serialised = true;
        initialize(false);
      }
      return true;
    } catch (CryptokiException e) {
      if (e.code() == Ckr.CRYPTOKI_ALREADY_INITIALIZED) {
        return false;
      }
      throw e;
    }
  }

  private void initialize(boolean osLocking) {
    watch.during(
        cryptoki,
        c -> {
          c.initialize(osLocking, spec.arguments());
          return null;
        });
  }

  /** Registers one more user of the token, which logs in when it needs to. */
  Token acquire(TokenSelector selector, Faults faults) {
    return watch.holding(state, () -> acquireAlone(selector, faults));
  }

  private Token acquireAlone(TokenSelector selector, Faults faults) {
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
    boolean last =
        watch.holding(
            state,
            () -> {
              token.users--;
              return token.users == 0 && tokens.remove(token.identity()) != null;
            });
    if (last) {
      token.close(logout); // not under the lock: a token takes its own first, then the module's
      if (finalise) {
        alone(this::finalizeIfOurs);
      }
    }
  }

  private void finalizeIfOurs() {
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
