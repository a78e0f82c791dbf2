package dev.claviger.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/**
 * A format that is known but not yet checked: its vectors are counted as not run.
 *
 * @param vectors where the vectors are in the file, to count them
 */
record NotYetFormat(String name, Predicate<VectorFile> sign, String vectors)
    implements VectorFormat {

  /** A Wycheproof format, known by the algorithm it is about. */
  static NotYetFormat wycheproof(String name, String algorithm) {
    return new NotYetFormat(
        name,
        file ->
            file.root().path("testGroups").isArray()
                && file.root().path("algorithm").asText().startsWith(algorithm),
        "testGroups");
  }

  @Override
  public boolean recognises(VectorFile file) {
    return sign.test(file);
  }

  @Override
  public Tally run(VectorFile file) {
    Tally tally = new Tally();
    JsonNode container = vectors.isEmpty() ? file.root() : file.root().path(vectors);
    tally.notRun(count(container), "format not supported yet: " + name);
    return tally;
  }

  /** Wycheproof groups its vectors: those inside are counted. */
  private static int count(JsonNode container) {
    int total = 0;
    for (JsonNode element : container) {
      total += element.path("tests").isArray() ? element.path("tests").size() : 1;
    }
    return total;
  }
}
