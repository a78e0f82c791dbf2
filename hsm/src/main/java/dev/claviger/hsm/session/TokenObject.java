package dev.claviger.hsm.session;

import dev.claviger.crypto.Bytes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import java.util.List;
import java.util.OptionalLong;

/**
 * A lasting object of a token, found by class and CKA_ID. Its handle is good in every session, so
 * it is looked for once, and again after a recovery.
 */
public final class TokenObject {
  private final Template template;
  private volatile Found found;

  private record Found(long handle, Epoch epoch) {}

  public TokenObject(long objectClass, Bytes id) {
    this.template = Template.empty().with(Cka.CLASS, objectClass).with(Cka.ID, id);
  }

  /** Remembers a handle that is known already. */
  public void know(Session session, long handle) {
    found = new Found(handle, session.epoch());
  }

  /** The handle, or empty if the token does not hold the object. */
  public OptionalLong handle(Session session) {
    Found known = found;
    if (known != null && known.epoch().equals(session.epoch())) {
      return OptionalLong.of(known.handle());
    }
    List<Long> handles = session.findObjects(template);
    if (handles.isEmpty()) {
      return OptionalLong.empty();
    }
    know(session, handles.get(0));
    return OptionalLong.of(handles.get(0));
  }
}
