package dev.claviger.hsm;

import dev.claviger.crypto.Bytes;
import dev.claviger.hsm.cryptoki.Attribute;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** An object of the {@link FakeToken}. */
final class FakeObject {
  private final long session;
  private final Map<Long, Bytes> attributes = new HashMap<>();
  private final Set<Long> concealed = new HashSet<>();
  private PrivateKey key;

  private FakeObject(long session) {
    this.session = session;
  }

  static FakeObject of(long session, long objectClass, Template template) {
    FakeObject object = new FakeObject(session);
    object.setAll(template.with(Cka.CLASS, objectClass));
    return object;
  }

  /** What the template says it is. */
  static FakeObject of(long session, Template template) {
    FakeObject object = new FakeObject(session);
    object.setAll(template);
    return object;
  }

  FakeObject holding(PrivateKey privateKey) {
    key = privateKey;
    return this;
  }

  /** The session it dies with, unless it is resident. */
  long session() {
    return session;
  }

  PrivateKey key() {
    return key;
  }

  Bytes value() {
    return attributes.get(Cka.VALUE);
  }

  boolean resident() {
    return isSet(Cka.TOKEN);
  }

  boolean isPrivate() {
    return isSet(Cka.PRIVATE);
  }

  boolean isData() {
    return matches(Template.empty().with(Cka.CLASS, Ck.CKO_DATA));
  }

  boolean isSensitive() {
    return isSet(Cka.SENSITIVE);
  }

  void set(long type, Bytes value) {
    attributes.put(type, value);
  }

  void set(long type, boolean value) {
    set(type, Bytes.copyOf((byte) (value ? 1 : 0)));
  }

  void setAll(Template template) {
    template.attributes().forEach(attribute -> set(attribute.type(), encoded(attribute)));
  }

  boolean matches(Template template) {
    return template.attributes().stream()
        .allMatch(attribute -> encoded(attribute).equals(attributes.get(attribute.type())));
  }

  /** It is not told any more. */
  void conceal(long type) {
    concealed.add(type);
  }

  Attributes told(long... types) {
    Map<Long, Bytes> told = new HashMap<>();
    for (long type : types) {
      if (attributes.containsKey(type) && !concealed.contains(type)) {
        told.put(type, attributes.get(type));
      }
    }
    return new Attributes(told);
  }

  boolean isSet(long type) {
    return new Attributes(attributes).isSet(type);
  }

  private static Bytes encoded(Attribute attribute) {
    if (attribute instanceof Attribute.Flag flag) {
      return Bytes.copyOf((byte) (flag.value() ? 1 : 0));
    } else if (attribute instanceof Attribute.Unsigned number) {
      return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number.value()).array());
    }
    return ((Attribute.Data) attribute).value();
  }
}
