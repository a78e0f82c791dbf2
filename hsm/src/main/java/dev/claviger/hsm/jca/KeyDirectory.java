package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds our key pairs on a token: both halves carry the same CKA_ID and {@link KeyLabel}. */
final class KeyDirectory {
  private KeyDirectory() {}

  /** What a key is called on the token. */
  record Entry(Bytes id, KeyLabel label) {}

  /** All private keys that carry one of our labels. */
  static List<Entry> list(Session session) {
    return session.searching(() -> listAlone(session));
  }

  private static List<Entry> listAlone(Session session) {
    Template ours = Template.empty().with(Cka.CLASS, Ck.CKO_PRIVATE_KEY).with(Cka.TOKEN, true);
    List<Entry> entries = new ArrayList<>();
    for (long object : session.findObjects(ours)) {
      Attributes told = name(session, object, ours);
      Optional<KeyLabel> label =
          told.data(Cka.LABEL)
              .map(text -> new String(text.toByteArray(), StandardCharsets.UTF_8))
              .flatMap(KeyLabel::parse);
      Optional<Bytes> id = told.data(Cka.ID).filter(value -> !value.isEmpty());
      if (label.isPresent() && id.isPresent()) {
        entries.add(new Entry(id.get(), label.get()));
      }
    }
    return entries;
  }

  /** Nothing for an object that another process has destroyed since it was found. */
  private static Attributes name(Session session, long object, Template ours) {
    try {
      return session.attributes(object, Cka.ID, Cka.LABEL);
    } catch (CryptokiException e) {
      if (e.code() != Ckr.OBJECT_HANDLE_INVALID) {
        throw e;
      }
      session.requireLogin();
      if (session.findObjects(ours).contains(object)) {
        throw e; // it is there: something else is wrong
      }
      return new Attributes(Map.of());
    }
  }

  static boolean holds(Session session, Entry entry) {
    return !session.findObjects(template(Ck.CKO_PRIVATE_KEY, entry)).isEmpty();
  }

  /** The public key, from the public object; private ones rarely tell it. */
  static Optional<Bytes> publicKey(Session session, Entry entry) {
    return session.searching(() -> publicKeyAlone(session, entry));
  }

  private static Optional<Bytes> publicKeyAlone(Session session, Entry entry) {
    for (long object : session.findObjects(template(Ck.CKO_PUBLIC_KEY, entry))) {
      Optional<Bytes> key =
          session
              .attributes(object, Cka.EC_POINT)
              .data(Cka.EC_POINT)
              .flatMap(point -> EcPoint.decode(entry.label().algorithm().curve(), point));
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  /** Destroys both halves, the private one first; true if that was there. */
  static boolean destroy(Session session, Entry entry) {
    boolean there = destroyAll(session, template(Ck.CKO_PRIVATE_KEY, entry));
    destroyAll(session, template(Ck.CKO_PUBLIC_KEY, entry));
    return there;
  }

  private static boolean destroyAll(Session session, Template template) {
    List<Long> objects = session.findObjects(template);
    objects.forEach(session::destroyResident);
    return !objects.isEmpty();
  }

  private static Template template(long objectClass, Entry entry) {
    return KeyTemplates.named(
        Template.empty().with(Cka.CLASS, objectClass), entry.id(), entry.label());
  }
}
