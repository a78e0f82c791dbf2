package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.custody.Orphan;
import dev.claviger.hsm.custody.WrappedKey;
import dev.claviger.hsm.jca.WrappingKeys.WrappingKey;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what vaults have made on a token and nobody wants any more, as after a crash between making
 * a key and taking down its name. Only what carries our label and a CKA_ID that tells its age is
 * looked at.
 */
public final class Orphans {
  private final TokenSessions sessions;
  private final TokenKeys resident;
  private final Optional<WrappedKeys> wrapped;

  public Orphans(TokenSessions sessions, TokenKeys resident, Optional<WrappedKeys> wrapped) {
    this.sessions = sessions;
    this.resident = resident;
    this.wrapped = wrapped;
  }

  /**
   * @param known the keys that somebody wants
   * @param olderThan how old an orphan is at least; what is younger may have no name yet
   */
  public List<Orphan> find(Set<KeyRef> known, Duration olderThan) {
    Instant before = Instant.now().minus(olderThan);
    List<Orphan> orphans = new ArrayList<>();
    sessions.run(
        session -> {
          orphans.clear();
          session.searching(() -> halves(session)).stream()
              .flatMap(pair -> pair.orphan(known, sessions).stream())
              .forEach(orphans::add);
          wrapped.ifPresent(keys -> orphans.addAll(unusedWrappingKeys(session, keys)));
          // To whoever is not logged in a whole pair looks like half of one.
          session.requireLogin();
          return null;
        });
    orphans.removeIf(orphan -> !orphan.made().isBefore(before));
    return orphans;
  }

  /** Destroys them; what is gone by then is left out of the answer. */
  public List<Orphan> reap(Set<KeyRef> known, Duration olderThan) {
    return wrapped.isPresent()
        ? wrapped.get().withoutWrapping(() -> reapAll(known, olderThan))
        : reapAll(known, olderThan);
  }

  private List<Orphan> reapAll(Set<KeyRef> known, Duration olderThan) {
    List<Orphan> reaped = new ArrayList<>();
    for (Orphan orphan : find(known, olderThan)) {
      if (sessions.run(session -> destroy(session, orphan))) {
        reaped.add(orphan);
      }
    }
    return reaped;
  }

  private boolean destroy(Session session, Orphan orphan) {
    if (orphan.kind() == Orphan.Kind.UNUSED_WRAPPING_KEY) {
      WrappingKeys keys = wrapped.orElseThrow().wrappingKeys();
      Optional<WrappingKey> key = keys.find(session, orphan.id());
      key.ifPresent(there -> keys.destroy(session, there));
      return key.isPresent();
    }
    Template all =
        Template.empty()
            .with(Cka.TOKEN, true)
            .with(Cka.ID, orphan.id())
            .with(Cka.LABEL, Bytes.utf8(orphan.label()));
    List<Long> objects = session.findObjects(all);
    objects.forEach(session::destroyResident);
    resident.budget().giveBack(objects.size());
    return !objects.isEmpty();
  }

  private static List<Orphan> unusedWrappingKeys(Session session, WrappedKeys keys) {
    Set<Bytes> used = new HashSet<>();
    keys.store().list().stream().map(WrappedKey::wrappingKey).forEach(used::add);
    List<Orphan> unused = new ArrayList<>();
    for (WrappingKey key : keys.wrappingKeys().all(session)) {
      if (!used.contains(key.id())) {
        KeyId.made(key.id())
            .map(
                made ->
                    new Orphan(
                        Orphan.Kind.UNUSED_WRAPPING_KEY,
                        key.id(),
                        keys.wrappingKeys().label(key),
                        made))
            .ifPresent(unused::add);
      }
    }
    return unused;
  }

  /** What there is under one CKA_ID and label. */
  private static final class Pair {
    private final KeyDirectory.Entry entry;
    private boolean privateKey;
    private boolean publicKey;

    private Pair(KeyDirectory.Entry entry) {
      this.entry = entry;
    }

    /** A public key whose private one is gone is of no use to anybody, named or not. */
    private Optional<Orphan> orphan(Set<KeyRef> known, TokenSessions sessions) {
      KeyRef ref = KeyUri.of(sessions.token().identity(), entry.id(), entry.label()).toRef();
      if (privateKey && known.contains(ref)) {
        return Optional.empty();
      }
      Orphan.Kind kind = privateKey && publicKey ? Orphan.Kind.UNNAMED_KEY : Orphan.Kind.HALF_PAIR;
      return KeyId.made(entry.id())
          .map(made -> new Orphan(kind, entry.id(), entry.label().toString(), made));
    }
  }

  private static List<Pair> halves(Session session) {
    Map<KeyDirectory.Entry, Pair> pairs = new LinkedHashMap<>();
    for (long objectClass : new long[] {Ck.CKO_PRIVATE_KEY, Ck.CKO_PUBLIC_KEY}) {
      Template ours = Template.empty().with(Cka.CLASS, objectClass).with(Cka.TOKEN, true);
      for (long object : session.findObjects(ours)) {
        Attributes told = session.attributes(object, Cka.ID, Cka.LABEL);
        Optional<KeyLabel> label = KeyLabel.parse(WrappingKeys.text(told));
        if (label.isPresent() && told.data(Cka.ID).isPresent()) {
          Pair pair =
              pairs.computeIfAbsent(
                  new KeyDirectory.Entry(told.data(Cka.ID).get(), label.get()), Pair::new);
          pair.privateKey |= objectClass == Ck.CKO_PRIVATE_KEY;
          pair.publicKey |= objectClass == Ck.CKO_PUBLIC_KEY;
        }
      }
    }
    return List.copyOf(pairs.values());
  }
}
