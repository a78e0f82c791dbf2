package dev.claviger.hsm.cryptoki;

import dev.claviger.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;

/** An immutable list of attributes: what an object shall be, or be found by. */
public record Template(List<Attribute> attributes) {
  private static final Template EMPTY = new Template(List.of());

  public Template {
    attributes = List.copyOf(attributes);
  }

  public static Template empty() {
    return EMPTY;
  }

  public Template with(long type, boolean value) {
    return plus(new Attribute.Flag(type, value));
  }

  public Template with(long type, long value) {
    return plus(new Attribute.Unsigned(type, value));
  }

  public Template with(long type, Bytes value) {
    return plus(new Attribute.Data(type, value));
  }

  /** All but what is said of that attribute. */
  public Template without(long type) {
    return new Template(attributes.stream().filter(a -> a.type() != type).toList());
  }

  private Template plus(Attribute attribute) {
    List<Attribute> more = new ArrayList<>(attributes);
    more.add(attribute);
    return new Template(more);
  }
}
