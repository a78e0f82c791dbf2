package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.SessionOperation;
import dev.claviger.hsm.session.TokenSessions;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The wrapped keys that are on the token at present, as session objects: those in use and, up to a
 * limit, those used last. All are made on one session that does nothing else, because they die with
 * it; every session can use them. When that session fails, the next key is unwrapped on a new one,
 * and the old one is closed when nobody uses its objects any more. Thread-safe.
 */
final class UnwrappedKeys implements AutoCloseable {
  private final TokenSessions sessions;
  private final Lock lock = new ReentrantLock();
  private final int limit;
  private final Map<KeyRef, Unwrapped> objects = new LinkedHashMap<>(16, 0.75f, true);
  private Home home;
  private boolean closed;

  UnwrappedKeys(TokenSessions sessions, int limit) {
    this.sessions = sessions;
    this.limit = limit;
  }

  private static final class Home {
    private final Session session;
    private int users;

    private Home(Session session) {
      this.session = session;
    }
  }

  /** A session object, kept while it has users. */
  static final class Unwrapped {
    private final Home home;
    private final long handle;
    private int users;
    private boolean unwanted;

    private Unwrapped(Home home, long handle) {
      this.home = home;
      this.handle = handle;
    }

    long handle() {
      return handle;
    }
  }

  /**
   * The key's object; {@link #release} must follow.
   *
   * @param unwrap makes it on the session given, if it is not there
   */
  Unwrapped acquire(KeyRef ref, SessionOperation<Long> unwrap) {
    return alone(
        () -> {
          Home current = home();
          Unwrapped known = objects.get(ref);
          if (known == null) {
            makeRoom();
            known = new Unwrapped(current, unwrap.on(current.session));
            objects.put(ref, known);
          }
          known.users++;
          current.users++;
          return known;
        });
  }

  void release(Unwrapped object) {
    alone(
        () -> {
          object.users--;
          object.home.users--;
          if (object.home != home) {
            closeIfUnused(object.home);
          } else if (object.unwanted && object.users == 0) {
            destroy(object);
          }
          return null;
        });
  }

  /** Takes the key off the token, when nobody uses it any more. */
  void drop(KeyRef ref) {
    alone(
        () -> {
          Unwrapped known = objects.remove(ref);
          if (known != null) {
            known.unwanted = true;
            if (known.users == 0) {
              destroy(known);
            }
          }
          return null;
        });
  }

  @Override
  public void close() {
    alone(
        () -> {
          closed = true;
          leaveHome();
          return null;
        });
  }

  /** One thread at a time, though C_ calls are made meanwhile. */
  private <T> T alone(Supplier<T> work) {
    return sessions.holding(lock, work);
  }

  private Home home() {
    if (closed) {
      throw new IllegalStateException("this vault is closed");
    }
    if (home != null && !home.session.isUsable()) {
      leaveHome();
    }
    if (home == null) {
      home = new Home(sessions.openPinned());
    }
    return home;
  }

  private void leaveHome() {
    objects.clear();
    if (home != null) {
      Home left = home;
      home = null;
      closeIfUnused(left);
    }
  }

  private void closeIfUnused(Home left) {
    if (left.users == 0) {
      sessions.closePinned(left.session);
    }
  }

  /** The ones used longest ago go first, but none that is in use. */
  private void makeRoom() {
    Iterator<Unwrapped> oldest = objects.values().iterator();
    while (objects.size() >= limit && oldest.hasNext()) {
      Unwrapped object = oldest.next();
      if (object.users == 0) {
        oldest.remove();
        destroy(object);
      }
    }
  }

  private static void destroy(Unwrapped object) {
    try {
      object.home.session.destroyObject(object.handle);
    } catch (CryptokiException e) {
      // The session counts as broken from here on, and its objects go with it.
    }
  }
}
