package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Certificates and credentials as objects of the token, beside the keys. An end entity's
 * certificate has the key's CKA_ID and the alias for its CKA_LABEL, which is how other PKCS#11
 * software pairs the two; the rest of its chain is labelled for its fingerprint. Thread-safe.
 */
public final class TokenBindings implements KeyBindings {
  private final TokenSessions sessions;
  private final ObjectBudget budget;

  public TokenBindings(TokenSessions sessions, TokenKeys keys) {
    this.sessions = sessions;
    this.budget = keys.budget();
  }

  @Override
  public List<KeyBinding> list() {
    return sessions.run(
        session ->
            session.searching(
                () -> {
                  Map<Bytes, KeyRef> keys = new HashMap<>();
                  for (KeyDirectory.Entry entry : KeyDirectory.list(session)) {
                    keys.put(entry.id(), ref(entry));
                  }
                  List<KeyBinding> bindings = new ArrayList<>();
                  List<BindingObject> objects = BindingObject.all(session);
                  for (BindingObject object : objects) {
                    object
                        .key()
                        .map(keys::get)
                        .flatMap(ref -> object.binding(ref, objects))
                        .ifPresent(bindings::add);
                  }
                  return bindings;
                }));
  }

  @Override
  public void put(KeyBinding binding) {
    List<Template> objects = new ArrayList<>();
    KeyDirectory.Entry entry = entry(binding.key()).orElseThrow(() -> notHere(binding.key()));
    if (binding.certificates().isEmpty()) {
      objects.add(
          BindingTemplates.credential(
              entry.id(), binding.alias(), binding.credential().orElseThrow()));
    } else {
      objects.addAll(BindingTemplates.chain(entry.id(), binding.alias(), binding.certificates()));
    }
    sessions.run(
        session -> {
          if (!KeyDirectory.holds(session, entry)) {
            throw new KeyDestroyedException(binding.key());
          }
          List<Long> before = of(session, entry.id());
          create(session, objects);
          destroy(session, before);
          return null;
        });
  }

  @Override
  public boolean remove(KeyRef key) {
    return entry(key)
        .filter(entry -> sessions.run(session -> destroy(session, of(session, entry.id()))))
        .isPresent();
  }

  @Override
  public Map<String, Bytes> trusted() {
    return sessions.run(
        session ->
            session.searching(
                () -> {
                  Map<String, Bytes> trusted = new TreeMap<>();
                  for (BindingObject object : BindingObject.certificates(session)) {
                    object.trustedAs().ifPresent(alias -> trusted.put(alias, object.value()));
                  }
                  return trusted;
                }));
  }

  @Override
  public void trust(String alias, Bytes certificate) {
    Template trusted = BindingTemplates.trusted(alias, certificate);
    sessions.run(
        session -> {
          List<Long> before = session.findObjects(BindingTemplates.findTrusted(alias));
          create(session, List.of(trusted));
          destroy(session, before);
          return null;
        });
  }

  @Override
  public boolean distrust(String alias) {
    return sessions.run(
        session -> destroy(session, session.findObjects(BindingTemplates.findTrusted(alias))));
  }

  /** All or none. */
  private void create(Session session, List<Template> objects) {
    budget.take(session, objects.size());
    List<Long> created = new ArrayList<>();
    try {
      for (Template object : objects) {
        created.add(session.createResident(object));
      }
    } catch (RuntimeException e) {
      created.forEach(session::destroyQuietly);
      throw e;
    }
  }

  private boolean destroy(Session session, List<Long> objects) {
    objects.forEach(session::destroyResident);
    budget.giveBack(objects.size());
    return !objects.isEmpty();
  }

  /** The objects that bind the key of that CKA_ID. */
  private static List<Long> of(Session session, Bytes id) {
    return session.searching(
        () -> {
          List<Long> handles = new ArrayList<>();
          List<BindingObject> objects = BindingObject.all(session);
          for (BindingObject object : objects) {
            if (object.key().equals(Optional.of(id))) {
              handles.add(object.handle());
              object.issuers(objects).forEach(issuer -> handles.add(issuer.handle()));
            }
          }
          return handles;
        });
  }

  private KeyRef ref(KeyDirectory.Entry entry) {
    return KeyUri.of(sessions.token().identity(), entry.id(), entry.label()).toRef();
  }

  /** Empty for what is no resident key of this token. */
  private Optional<KeyDirectory.Entry> entry(KeyRef key) {
    if (!key.scheme().equals(KeyUri.SCHEME)) {
      return Optional.empty();
    }
    KeyUri uri = KeyUri.parse(key);
    return uri.isOn(sessions.token().identity())
        ? KeyLabel.parse(uri.object()).map(label -> new KeyDirectory.Entry(uri.id(), label))
        : Optional.empty();
  }

  private VaultException notHere(KeyRef key) {
    return new VaultException(
        key
            + " is no resident key of "
            + sessions.token().identity()
            + ": it cannot be bound here");
  }

  /** What a search of ours is for. */
  static Template certificates() {
    return Template.empty().with(Cka.CLASS, Ck.CKO_CERTIFICATE).with(Cka.TOKEN, true);
  }
}
