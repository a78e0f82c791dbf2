package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.RollbackGuard;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A counter in a private object, labelled {@code claviger:counter:NAME}, as 8 bytes, big-endian:
 * the CKA_VALUE of a data object, or where a token keeps no such objects (NSS), the CKA_ID of an
 * AES key that is for nothing. Where the token does not let it be changed (SoftHSM), the next value
 * is a new object and the former are destroyed; of several the highest counts. Thread-safe.
 */
public final class TokenCounter implements RollbackGuard {
  private static final String PREFIX = "claviger:counter:";
  private static final int KEY_LENGTH = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,36}");

  /** What a token says that has such objects and lets nobody change them. */
  private static final Set<Long> READ_ONLY =
      Set.of(Ckr.ATTRIBUTE_READ_ONLY, Ckr.ACTION_PROHIBITED, Ckr.FUNCTION_NOT_SUPPORTED);

  /** What a token says that has no private data objects. */
  private static final Set<Long> NO_DATA =
      Set.of(Ckr.ATTRIBUTE_VALUE_INVALID, Ckr.TEMPLATE_INCONSISTENT, Ckr.FUNCTION_NOT_SUPPORTED);

  private final TokenSessions sessions;
  private final ObjectBudget budget;
  private final Bytes label;

  /** Which the token has; empty as long as that is not known. */
  private volatile Optional<Kind> known = Optional.empty();

  /** What holds the number. */
  private enum Kind {
    DATA(Ck.CKO_DATA, Cka.VALUE),
    KEY(Ck.CKO_SECRET_KEY, Cka.ID);

    private final long objectClass;
    private final long attribute;

    Kind(long objectClass, long attribute) {
      this.objectClass = objectClass;
      this.attribute = attribute;
    }
  }

  /**
   * @throws IllegalArgumentException if the name is not 1 to 36 letters, digits and hyphens
   */
  public TokenCounter(TokenSessions sessions, TokenKeys keys, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a counter is not called " + name);
    }
    this.sessions = sessions;
    this.budget = keys.budget();
    this.label = Bytes.utf8(PREFIX + name);
  }

  /** One of the objects, and the value that it holds. */
  private record Found(Kind kind, long handle, long value) {}

  @Override
  public long current() {
    return sessions.run(session -> highest(search(session)));
  }

  @Override
  public void advanceTo(long value) {
    sessions.run(
        session -> {
          List<Found> found = search(session);
          if (value > highest(found)) {
            advance(session, found, value);
          }
          return null;
        });
  }

  private void advance(Session session, List<Found> found, long value) {
    Bytes encoded = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    if (found.size() == 1 && isSet(session, found.get(0), encoded)) {
      return;
    }
    budget.take(session, 1);
    make(session, encoded);
    found.forEach(former -> session.destroyResident(former.handle()));
    budget.giveBack(found.size());
  }

  private static boolean isSet(Session session, Found counter, Bytes encoded) {
    try {
      session.setAttributes(
          counter.handle(), Template.empty().with(counter.kind().attribute, encoded));
      return true;
    } catch (CryptokiException e) {
      if (READ_ONLY.contains(e.code())) {
        return false;
      }
      throw e;
    }
  }

  private void make(Session session, Bytes encoded) {
    if (known.isEmpty() || known.get() == Kind.DATA) {
      try {
        session.createResident(template(Kind.DATA).with(Cka.VALUE, encoded));
        known = Optional.of(Kind.DATA);
        return;
      } catch (CryptokiException e) {
        if (known.isPresent() || !NO_DATA.contains(e.code())) {
          throw e;
        }
      }
    }
    session.generateResidentKey(new Mechanism.Plain(Ckm.AES_KEY_GEN), key().with(Cka.ID, encoded));
    known = Optional.of(Kind.KEY);
  }

  private List<Found> search(Session session) {
    return session.searching(
        () -> {
          List<Found> found = new ArrayList<>();
          for (Kind kind : known.map(List::of).orElseGet(() -> List.of(Kind.values()))) {
            if (found.isEmpty()) {
              session
                  .findObjects(template(kind))
                  .forEach(
                      object -> found.add(new Found(kind, object, value(session, kind, object))));
            }
          }
          found.stream().findFirst().ifPresent(one -> known = Optional.of(one.kind()));
          return found;
        });
  }

  /** What has another length than ours is none of ours, and counts for nothing. */
  private static long value(Session session, Kind kind, long object) {
    return session
        .attributes(object, kind.attribute)
        .data(kind.attribute)
        .filter(value -> value.length() == Long.BYTES)
        .map(value -> ByteBuffer.wrap(value.toByteArray()).getLong())
        .orElse(0L);
  }

  private static long highest(List<Found> found) {
    return found.stream().mapToLong(Found::value).max().orElse(0);
  }

  private Template template(Kind kind) {
    return Template.empty()
        .with(Cka.CLASS, kind.objectClass)
        .with(Cka.TOKEN, true)
        .with(Cka.PRIVATE, true)
        .with(Cka.LABEL, label);
  }

  private Template key() {
    return template(Kind.KEY)
        .without(Cka.CLASS)
        .with(Cka.SENSITIVE, true)
        .with(Cka.EXTRACTABLE, false)
        .with(Cka.ENCRYPT, false)
        .with(Cka.DECRYPT, false)
        .with(Cka.WRAP, false)
        .with(Cka.UNWRAP, false)
        .with(Cka.SIGN, false)
        .with(Cka.VERIFY, false)
        .with(Cka.DERIVE, false)
        .with(Cka.VALUE_LEN, KEY_LENGTH);
  }
}
