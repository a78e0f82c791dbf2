package dev.claviger.conformance.vectors;

import dev.claviger.conformance.vectors.hpke.HpkeFormat;
import dev.claviger.conformance.vectors.mls.MlsFormats;
import dev.claviger.conformance.vectors.wycheproof.WycheproofFormats;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every format there is, and which of them a file has. */
public final class VectorFormats {
  private static final List<VectorFormat> ALL =
      Stream.of(MlsFormats.all(), List.of(new HpkeFormat()), WycheproofFormats.all(), notYet())
          .<VectorFormat>flatMap(List::stream)
          .toList();

  private VectorFormats() {}

  /** The format of a file: by name for mlswg's, by content for the others. */
  public static Optional<VectorFormat> of(VectorFile file) {
    return ALL.stream().filter(format -> format.recognises(file)).findFirst();
  }

  public static Optional<VectorFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  public static List<String> names() {
    return ALL.stream().map(VectorFormat::name).sorted().toList();
  }

  private static List<NotYetFormat> notYet() {
    return List.of(
        new NotYetFormat("xwing", file -> file.firstEntry("eseed").isTextual(), ""),
        new NotYetFormat("interop", file -> file.root().path("scripts").isObject(), "scripts"),
        NotYetFormat.wycheproof("wycheproof-mlkem", "ML-KEM"),
        NotYetFormat.wycheproof("wycheproof-mldsa", "ML-DSA"),
        NotYetFormat.wycheproof("wycheproof-other", ""));
  }
}
