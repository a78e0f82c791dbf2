package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.VectorFormat;
import java.util.List;

/** The Wycheproof formats of the primitives in use. */
public final class WycheproofFormats {
  private WycheproofFormats() {}

  public static List<VectorFormat> all() {
    return List.of(
        new AeadFormat(),
        new HkdfFormat(),
        new EcdhFormat(),
        new XdhFormat(),
        new EcdsaFormat(),
        new EddsaFormat());
  }
}
