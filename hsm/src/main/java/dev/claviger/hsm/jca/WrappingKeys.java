package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.DisobedienceException;
import dev.claviger.hsm.session.Epoch;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AES keys on a token that wrap the keys of one store: resident, never extractable, for
 * wrapping and unwrapping only. They are labelled {@code claviger:wrapping:STORE:NUMBER}, and the
 * highest number is the one in force; there are several only while keys are rewrapped.
 *
 * <p>If the security officer has marked the key CKA_TRUSTED, what it wraps is generated
 * CKA_WRAP_WITH_TRUSTED, so that no other key of the token can wrap it. Thread-safe.
 */
final class WrappingKeys {
  private static final int LENGTH = 32;
  private static final Pattern STORE = Pattern.compile("[A-Za-z0-9-]{1,36}");

  private final TokenSessions sessions;
  private final Lock lock = new ReentrantLock();
  private final ObjectBudget budget;
  private final Set<String> untold;
  private final String prefix;
  private final Pattern label;
  private final SecureRandom random = new SecureRandom();
  private List<WrappingKey> known = List.of();
  private Epoch knownIn;

  WrappingKeys(TokenSessions sessions, ObjectBudget budget, Set<String> untold, String store) {
    if (!STORE.matcher(store).matches()) {
      throw new IllegalArgumentException("a store of wrapped keys is not called " + store);
    }
    this.sessions = sessions;
    this.budget = budget;
    this.untold = untold;
    this.prefix = "claviger:wrapping:" + store + ":";
    this.label = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,9})");
  }

  /**
   * One of them; the handle is good in every session of the epoch.
   *
   * @param disobedience in what the token does not keep it as demanded; empty if in nothing. What
   *     such a key has wrapped it still unwraps, and it wraps no more.
   */
  record WrappingKey(Bytes id, int number, boolean trusted, String disobedience, long handle) {}

  /** The key in force, made if there is none. */
  WrappingKey current(Session session) {
    return alone(() -> inForce(all(session)).orElseGet(() -> next(session)));
  }

  /** The key of a rotation that was interrupted; otherwise a new one. */
  WrappingKey toRotateTo(Session session) {
    return alone(
        () -> {
          List<WrappingKey> all = all(session);
          return (all.size() > 1 ? inForce(all) : Optional.<WrappingKey>empty())
              .orElseGet(() -> next(session));
        });
  }

  /** The key of that CKA_ID, if the token has it. */
  Optional<WrappingKey> find(Session session, Bytes id) {
    return alone(
        () -> {
          Optional<WrappingKey> key = find(all(session), id);
          if (key.isEmpty()) {
            forget();
            key = find(all(session), id);
          }
          return key;
        });
  }

  /** All of this store, the one in force last. */
  List<WrappingKey> all(Session session) {
    return alone(
        () -> {
          if (known.isEmpty() || !session.epoch().equals(knownIn)) {
            known = session.searching(() -> search(session));
            knownIn = session.epoch();
          }
          return known;
        });
  }

  /** Another one, which is in force from now on. */
  WrappingKey next(Session session) {
    return alone(
        () -> {
          List<WrappingKey> all = all(session);
          int number = all.isEmpty() ? 1 : all.get(all.size() - 1).number() + 1;
          Bytes id = KeyId.fresh(random);
          budget.take(session, 1);
          session.generateResidentKey(
              new Mechanism.Plain(Ckm.AES_KEY_GEN),
              template(true).with(Cka.ID, id).with(Cka.LABEL, Bytes.utf8(prefix + number)));
          forget();
          WrappingKey made =
              find(all(session), id)
                  .orElseThrow(() -> new MalformedResultException("no key where it generated one"));
          if (!made.disobedience().isEmpty()) {
            destroy(session, made);
            throw new DisobedienceException(made.disobedience());
          }
          return made;
        });
  }

  void destroy(Session session, WrappingKey key) {
    alone(
        () -> {
          forget();
          session.destroyResident(key.handle());
          budget.giveBack(1);
          return null;
        });
  }

  /** CKA_LABEL of a key of this store. */
  String label(WrappingKey key) {
    return prefix + key.number();
  }

  /** Template of a wrapping key; also of one on trial, which lasts as long as its session. */
  static Template template(boolean resident) {
    return Template.empty()
        .with(Cka.TOKEN, resident)
        .with(Cka.PRIVATE, true)
        .with(Cka.SENSITIVE, true)
        .with(Cka.EXTRACTABLE, false)
        .with(Cka.WRAP, true)
        .with(Cka.UNWRAP, true)
        .with(Cka.ENCRYPT, false)
        .with(Cka.DECRYPT, false)
        .with(Cka.SIGN, false)
        .with(Cka.VERIFY, false)
        .with(Cka.DERIVE, false)
        .with(Cka.VALUE_LEN, LENGTH);
  }

  /** One thread at a time, though C_ calls are made meanwhile. */
  private <T> T alone(Supplier<T> work) {
    return sessions.holding(lock, work);
  }

  private void forget() {
    known = List.of();
  }

  private static Optional<WrappingKey> inForce(List<WrappingKey> keys) {
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(keys.get(keys.size() - 1)).filter(key -> key.disobedience().isEmpty());
  }

  private static Optional<WrappingKey> find(List<WrappingKey> keys, Bytes id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private List<WrappingKey> search(Session session) {
    Template aes =
        Template.empty()
            .with(Cka.CLASS, Ck.CKO_SECRET_KEY)
            .with(Cka.KEY_TYPE, Ck.CKK_AES)
            .with(Cka.TOKEN, true);
    KeyDemands demands = KeyDemands.wrapping();
    long[] types = demands.types(Cka.ID, Cka.LABEL, Cka.TRUSTED);
    List<WrappingKey> found = new ArrayList<>();
    for (long object : session.findObjects(aes)) {
      Attributes told = session.attributes(object, types);
      Matcher name = label.matcher(text(told));
      if (name.matches() && told.data(Cka.ID).isPresent()) {
        int number = Integer.parseInt(name.group(1));
        Bytes id = told.data(Cka.ID).get();
        found.add(
            new WrappingKey(
                id, number, told.isSet(Cka.TRUSTED), demands.disobedience(told, untold), object));
      }
    }
    found.sort(Comparator.comparingInt(WrappingKey::number).thenComparing(WrappingKey::id));
    return List.copyOf(found);
  }

  static String text(Attributes told) {
    return told.data(Cka.LABEL)
        .map(value -> new String(value.toByteArray(), StandardCharsets.UTF_8))
        .orElse("");
  }
}
