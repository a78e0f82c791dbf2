package dev.claviger.hsm.jca;

import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many objects may be on the token, whosever they are, for this vault to add more. Counted when
 * there may be too many, and not for each key: in between, what the vault itself makes and destroys
 * is kept account of. Thread-safe.
 */
final class ObjectBudget {
  private static final Template LASTING = Template.empty().with(Cka.TOKEN, true);

  private final TokenSessions sessions;
  private final int limit;
  private final Lock lock = new ReentrantLock();
  private boolean counted;
  private int room;

  /**
   * @param limit the most objects; {@code Integer.MAX_VALUE} for no limit
   */
  ObjectBudget(TokenSessions sessions, int limit) {
    this.sessions = sessions;
    this.limit = limit;
  }

  /**
   * Makes sure that there is room, and takes it.
   *
   * @throws dev.claviger.crypto.key.VaultException if there is none
   */
  void take(Session session, int objects) {
    if (limit != Integer.MAX_VALUE) {
      sessions.holding(
          lock,
          () -> {
            takeAlone(session, objects);
            return null;
          });
    }
  }

  private void takeAlone(Session session, int objects) {
    if (!counted || room < objects) {
      int present = session.findObjects(LASTING).size();
      room = limit - present;
      counted = true;
      if (room < objects) {
        throw sessions.faults().full(sessions.token().identity(), present, limit);
      }
    }
    room -= objects;
  }

  /** So many have been destroyed. */
  void giveBack(int objects) {
    sessions.holding(
        lock,
        () -> {
          if (counted) {
            room += objects;
          }
          return null;
        });
  }
}
