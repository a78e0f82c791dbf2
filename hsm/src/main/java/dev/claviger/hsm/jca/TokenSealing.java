package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.SealingHandles;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.DisobedienceException;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * AES-256 keys of a token that seal by CKM_AES_GCM: resident, sensitive, never extractable, for
 * nothing else. They are labelled {@code claviger:sealing:NAME}; the CKA_ID tells which is newest.
 * Thread-safe.
 */
public final class TokenSealing implements SealingHandles {
  private static final String PREFIX = "claviger:sealing:";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,36}");
  private static final int LENGTH = 32;
  private static final KeyDemands DEMANDS = KeyDemands.sealing();

  private final TokenSessions sessions;
  private final ObjectBudget budget;
  private final Set<String> untold;
  private final SecureRandom random = new SecureRandom();

  public TokenSealing(TokenSessions sessions, TokenKeys keys) {
    this.sessions = sessions;
    this.budget = keys.budget();
    this.untold = keys.vendor().untold();
  }

  /**
   * One of them on the token.
   *
   * @param kept whether the token says that it keeps it as demanded
   */
  private record Found(Bytes id, String label, boolean kept) {}

  @Override
  public Optional<SealingHandle> current(String name) {
    String label = label(name);
    return sessions.run(this::search).stream()
        .filter(found -> found.kept() && found.label().equals(label))
        .max(Comparator.comparing(Found::id))
        .map(this::handle);
  }

  @Override
  public Optional<SealingHandle> find(KeyRef ref) {
    return sessions.run(this::search).stream()
        .filter(found -> ref(found).equals(ref))
        .findFirst()
        .map(this::handle);
  }

  @Override
  public SealingHandle generate(String name) {
    String label = label(name);
    if (!sessions.mechanisms().containsAll(Set.of(Ckm.AES_KEY_GEN, Ckm.AES_GCM))) {
      throw new UnsupportedKeyException(
          sessions.token().identity() + " has no CKM_AES_KEY_GEN and CKM_AES_GCM: it cannot seal");
    }
    Found made = new Found(KeyId.fresh(random), label, true);
    Making.run(
        sessions,
        session -> {
          budget.take(session, 1);
          make(session, made);
          return null;
        },
        session -> destroy(session, made));
    return handle(made);
  }

  private void make(Session session, Found key) {
    long handle =
        session.generateResidentKey(
            new Mechanism.Plain(Ckm.AES_KEY_GEN),
            template().with(Cka.ID, key.id()).with(Cka.LABEL, Bytes.utf8(key.label())));
    String disobedience = DEMANDS.disobedience(session.attributes(handle, DEMANDS.types()), untold);
    if (!disobedience.isEmpty()) {
      session.destroyResident(handle);
      throw new DisobedienceException(disobedience);
    }
  }

  @Override
  public boolean destroy(KeyRef ref) {
    // Over both attempts, should the first have got half-way.
    AtomicBoolean there = new AtomicBoolean();
    sessions.run(
        session -> {
          for (Found found : search(session)) {
            if (ref(found).equals(ref)) {
              there.set(true);
              destroy(session, found);
            }
          }
          return null;
        });
    return there.get();
  }

  private void destroy(Session session, Found key) {
    List<Long> objects = session.findObjects(find(key.id(), key.label()));
    objects.forEach(session::destroyResident);
    budget.giveBack(objects.size());
  }

  private SealingHandle handle(Found found) {
    return new TokenSealingHandle(sessions, ref(found), find(found.id(), found.label()), random);
  }

  private KeyRef ref(Found found) {
    return KeyUri.secretKey(sessions.token().identity(), found.id(), found.label());
  }

  private static String label(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a sealing key is not called " + name);
    }
    return PREFIX + name;
  }

  private List<Found> search(Session session) {
    return session.searching(
        () -> {
          List<Found> all = new ArrayList<>();
          for (long object : session.findObjects(aes())) {
            Attributes told = session.attributes(object, DEMANDS.types(Cka.ID, Cka.LABEL));
            String label = WrappingKeys.text(told);
            boolean kept = DEMANDS.disobedience(told, untold).isEmpty();
            if (label.startsWith(PREFIX)) {
              told.data(Cka.ID).ifPresent(id -> all.add(new Found(id, label, kept)));
            }
          }
          return all;
        });
  }

  private static Template find(Bytes id, String label) {
    return aes().with(Cka.ID, id).with(Cka.LABEL, Bytes.utf8(label));
  }

  private static Template aes() {
    return Template.empty()
        .with(Cka.CLASS, Ck.CKO_SECRET_KEY)
        .with(Cka.KEY_TYPE, Ck.CKK_AES)
        .with(Cka.TOKEN, true);
  }

  private static Template template() {
    return Template.empty()
        .with(Cka.TOKEN, true)
        .with(Cka.PRIVATE, true)
        .with(Cka.SENSITIVE, true)
        .with(Cka.EXTRACTABLE, false)
        .with(Cka.ENCRYPT, true)
        .with(Cka.DECRYPT, true)
        .with(Cka.WRAP, false)
        .with(Cka.UNWRAP, false)
        .with(Cka.SIGN, false)
        .with(Cka.VERIFY, false)
        .with(Cka.DERIVE, false)
        .with(Cka.VALUE_LEN, LENGTH);
  }
}
