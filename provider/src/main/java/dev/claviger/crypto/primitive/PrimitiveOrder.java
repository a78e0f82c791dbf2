package dev.claviger.crypto.primitive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * In which order backends are asked for each primitive. Written as {@code
 * curves=Conscrypt,BC;symmetric=JDK;Ed25519=BC}: a group or a primitive's name, then backends by
 * name. A primitive's own entry goes before its group's; what is not mentioned keeps the default.
 */
public final class PrimitiveOrder {
  /** The system property, and the provider's property, that hold an order. */
  public static final String PROPERTY = "dev.claviger.primitives";

  static final String CURVES = "curves";
  static final String SYMMETRIC = "symmetric";

  private static final Map<String, List<String>> DEFAULTS =
      Map.of(
          CURVES, List.of(Backends.CONSCRYPT, Backends.ACCP, Backends.BC, Backends.JDK),
          SYMMETRIC,
              List.of(
                  Backends.JDK, Backends.ACCP, Backends.CONSCRYPT, Backends.ANDROID, Backends.BC));

  private final Map<String, List<String>> order;

  private PrimitiveOrder(Map<String, List<String>> order) {
    this.order = order;
  }

  /**
   * @throws IllegalArgumentException if the text is not of the form described above, or names a
   *     primitive or group that does not exist
   */
  public static PrimitiveOrder parse(String text) {
    Map<String, List<String>> order = new HashMap<>(DEFAULTS);
    for (String entry : text.split(";", -1)) {
      if (!entry.isBlank()) {
        String[] sides = entry.split("=", 2);
        String name = sides[0].strip();
        if (sides.length != 2 || sides[1].isBlank()) {
          throw new IllegalArgumentException("not of the form primitive=backend,…: " + entry);
        }
        if (!isKnown(name)) {
          throw new IllegalArgumentException(
              name + " is no primitive; there are " + CURVES + ", " + SYMMETRIC + ", " + names());
        }
        order.put(name, List.of(sides[1].strip().split("\\s*,\\s*")));
      }
    }
    return new PrimitiveOrder(Map.copyOf(order));
  }

  List<String> candidates(Primitive primitive) {
    List<String> own = order.get(primitive.name());
    return own != null ? own : order.getOrDefault(primitive.group(), List.of());
  }

  private static boolean isKnown(String name) {
    return DEFAULTS.containsKey(name)
        || Primitive.all().stream().anyMatch(primitive -> primitive.name().equals(name));
  }

  private static String names() {
    return Primitive.all().stream().map(Primitive::name).collect(Collectors.joining(", "));
  }
}
