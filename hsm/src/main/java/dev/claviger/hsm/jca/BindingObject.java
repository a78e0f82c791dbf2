package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A certificate or a credential as it is found on the token.
 *
 * @param id CKA_ID, empty if there is none
 * @param label CKA_LABEL
 * @param isPrivate whether it took a login to make it
 * @param isCertificate or a credential
 */
record BindingObject(
    long handle, Bytes id, String label, boolean isPrivate, boolean isCertificate, Bytes value) {
  /** Longer than any chain; what is cut off here ends a hostile one. */
  private static final int MOST_ISSUERS = 16;

  private static final int MOST_BYTES = 64 * 1024;

  static List<BindingObject> all(Session session) {
    List<BindingObject> all = certificates(session);
    all.addAll(read(session, BindingTemplates.credentials(), false));
    return all;
  }

  static List<BindingObject> certificates(Session session) {
    return read(session, TokenBindings.certificates(), true);
  }

  private static List<BindingObject> read(
      Session session, Template template, boolean certificates) {
    List<BindingObject> objects = new ArrayList<>();
    for (long object : session.findObjects(template)) {
      Attributes told = session.attributes(object, Cka.ID, Cka.LABEL, Cka.PRIVATE);
      value(session, object)
          .ifPresent(
              value ->
                  objects.add(
                      new BindingObject(
                          object,
                          told.data(Cka.ID).orElse(Bytes.empty()),
                          WrappingKeys.text(told),
                          told.isSet(Cka.PRIVATE),
                          certificates,
                          value)));
    }
    return objects;
  }

  /** Nothing for what is too long to be one of ours; it is public, for all that it is read so. */
  private static Optional<Bytes> value(Session session, long object) {
    try (Secret value = session.secretValue(object, MOST_BYTES)) {
      return Optional.of(Bytes.wrap(value.expose()));
    } catch (CryptokiException e) {
      if (e.code() == Ckr.BUFFER_TOO_SMALL) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** CKA_ID of the key that this binds; empty for what stands further up in a chain. */
  Optional<Bytes> key() {
    if (isCertificate) {
      boolean endEntity =
          !label.startsWith(BindingTemplates.ISSUER) && !label.startsWith(BindingTemplates.TRUSTED);
      return Optional.of(id).filter(there -> endEntity && !there.isEmpty());
    }
    if (!label.startsWith(BindingTemplates.CREDENTIAL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.fromHex(label.substring(BindingTemplates.CREDENTIAL.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The name of a trusted certificate. */
  Optional<String> trustedAs() {
    return isPrivate && label.startsWith(BindingTemplates.TRUSTED)
        ? Optional.of(label.substring(BindingTemplates.TRUSTED.length()))
        : Optional.empty();
  }

  /** Empty if it has no name. */
  Optional<KeyBinding> binding(KeyRef key, List<BindingObject> others) {
    if (isCertificate) {
      List<Bytes> chain = new ArrayList<>();
      chain.add(value);
      issuers(others).forEach(issuer -> chain.add(issuer.value()));
      return label.isEmpty()
          ? Optional.empty()
          : Optional.of(new KeyBinding(key, label, chain, Optional.empty()));
    }
    if (value.length() < Short.BYTES) {
      return Optional.empty();
    }
    int end = Short.BYTES + (value.get(0) << Byte.SIZE | value.get(1));
    if (end == Short.BYTES || end > value.length()) {
      return Optional.empty();
    }
    String alias =
        new String(
            value.slice(Short.BYTES, end).toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    return Optional.of(
        new KeyBinding(key, alias, List.of(), Optional.of(value.slice(end, value.length()))));
  }

  /** The rest of this certificate's chain, in order. */
  List<BindingObject> issuers(List<BindingObject> others) {
    List<BindingObject> issuers = new ArrayList<>();
    if (!isCertificate) {
      return issuers;
    }
    for (int place = 1; place <= MOST_ISSUERS; place++) {
      String wanted = BindingTemplates.issuerLabel(value, place);
      Optional<BindingObject> issuer =
          others.stream().filter(other -> other.label().equals(wanted)).findFirst();
      if (issuer.isEmpty()) {
        break;
      }
      issuers.add(issuer.get());
    }
    return issuers;
  }
}
