package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.hpke.AeadId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * In which order backends are asked for each primitive. Written as {@code
 * curves=Conscrypt,BC;symmetric=JDK;Ed25519=BC}: a group or a primitive's name, then backends by
 * name. A primitive's own entry goes before its group's; what is not mentioned keeps the default.
 *
 * <p>An order is taken to the letter: where it says who agrees on a curve, by the curve's own entry
 * or by {@code curves}, it says who makes its public keys from private ones, too. {@code
 * curves=Conscrypt;X25519-base=BC} parts the two.
 */
public final class PrimitiveOrder {
  /** The system property, and the provider's property, that hold an order. */
  public static final String PROPERTY = "dev.claviger.primitives";

  static final String CURVES = "curves";
  static final String SYMMETRIC = "symmetric";

  /** MLS uses an AEAD key once, and the JDK is slow to take a new one. */
  private static final List<String> AEADS =
      List.of(Backends.CONSCRYPT, Backends.JDK, Backends.ACCP, Backends.ANDROID, Backends.BC);

  /**
   * Conscrypt has no table for these base points; on P-384 and P-521 it takes four times as long.
   */
  private static final List<String> BASES =
      List.of(Backends.BC, Backends.CONSCRYPT, Backends.ACCP, Backends.JDK);

  private static final Map<String, List<String>> DEFAULTS =
      Map.of(
          CURVES,
          List.of(Backends.CONSCRYPT, Backends.ACCP, Backends.BC, Backends.JDK),
          SYMMETRIC,
          List.of(Backends.JDK, Backends.ACCP, Backends.CONSCRYPT, Backends.ANDROID, Backends.BC),
          new Primitive.Aead(AeadId.AES_128_GCM).name(),
          AEADS,
          new Primitive.Aead(AeadId.AES_256_GCM).name(),
          AEADS,
          new Primitive.Aead(AeadId.CHACHA20_POLY1305).name(),
          AEADS,
          new Primitive.FixedBase(Curve.X25519).name(),
          BASES,
          new Primitive.FixedBase(Curve.P384).name(),
          BASES,
          new Primitive.FixedBase(Curve.P521).name(),
          BASES);

  private final Map<String, List<String>> configured;

  private PrimitiveOrder(Map<String, List<String>> configured) {
    this.configured = configured;
  }

  /**
   * @throws IllegalArgumentException if the text is not of the form described above, or names a
   *     primitive or group that does not exist
   */
  public static PrimitiveOrder parse(String text) {
    Map<String, List<String>> configured = new HashMap<>();
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
        configured.put(name, List.of(sides[1].strip().split("\\s*,\\s*")));
      }
    }
    return new PrimitiveOrder(Map.copyOf(configured));
  }

  List<String> candidates(Primitive primitive) {
    return nearest(configured, primitive)
        .or(() -> nearest(DEFAULTS, primitive))
        .orElseThrow(() -> new IllegalStateException("no default order for " + primitive.name()));
  }

  private static Optional<List<String>> nearest(
      Map<String, List<String>> order, Primitive primitive) {
    return primitive.entries().stream().filter(order::containsKey).findFirst().map(order::get);
  }

  private static boolean isKnown(String name) {
    return DEFAULTS.containsKey(name)
        || Primitive.all().stream().anyMatch(primitive -> primitive.name().equals(name));
  }

  private static String names() {
    return Primitive.all().stream().map(Primitive::name).collect(Collectors.joining(", "));
  }
}
