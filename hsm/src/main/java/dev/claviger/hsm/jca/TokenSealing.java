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
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private final TokenSessions sessions;
  private final ObjectBudget budget;
  private final Set<String> untold;
  private final SecureRandom random = new SecureRandom();

  public TokenSealing(TokenSessions sessions, TokenKeys keys) {
    this.sessions = sessions;
    this.budget = keys.budget();
    this.untold = keys.vendor().untold();
  }

  /** One of them on the token. */
  private record Found(Bytes id, String label) {}

  @Override
  public Optional<SealingHandle> current(String name) {
    String label = label(name);
    return sessions.run(TokenSealing::search).stream()
        .filter(found -> found.label().equals(label))
        .max(Comparator.comparing(Found::id))
        .map(this::handle);
  }

  @Override
  public Optional<SealingHandle> find(KeyRef ref) {
    return sessions.run(TokenSealing::search).stream()
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
    Found made = new Found(KeyId.fresh(random), label);
    sessions.run(
        session -> {
          budget.take(session, 1);
          long handle =
              session.generateResidentKey(
                  new Mechanism.Plain(Ckm.AES_KEY_GEN),
                  template().with(Cka.ID, made.id()).with(Cka.LABEL, Bytes.utf8(label)));
          KeyDemands demands = KeyDemands.sealing();
          String disobedience =
              demands.disobedience(session.attributes(handle, demands.types()), untold);
          if (!disobedience.isEmpty()) {
            session.destroyResident(handle);
            throw sessions.faults().disobeyed(sessions.token().identity(), disobedience);
          }
          return null;
        });
    return handle(made);
  }

  @Override
  public boolean destroy(KeyRef ref) {
    return sessions.run(
        session -> {
          boolean there = false;
          for (Found found : search(session)) {
            if (ref(found).equals(ref)) {
              List<Long> objects = session.findObjects(find(found.id(), found.label()));
              objects.forEach(session::destroyResident);
              budget.giveBack(objects.size());
              there |= !objects.isEmpty();
            }
          }
          return there;
        });
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

  private static List<Found> search(Session session) {
    return session.searching(
        () -> {
          List<Found> all = new ArrayList<>();
          for (long object : session.findObjects(aes())) {
            Attributes told = session.attributes(object, Cka.ID, Cka.LABEL);
            String label = WrappingKeys.text(told);
            if (label.startsWith(PREFIX)) {
              told.data(Cka.ID).ifPresent(id -> all.add(new Found(id, label)));
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
