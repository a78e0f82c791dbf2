package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Tally;
import dev.claviger.conformance.vectors.VectorFile;
import dev.claviger.conformance.vectors.VectorFormat;
import dev.claviger.conformance.vectors.Verdict;

/**
 * A Wycheproof file: groups of tests that share parameters, all of one type, by which the file is
 * recognised.
 */
abstract class WycheproofFormat implements VectorFormat {
  private final String name;
  private final String type;

  WycheproofFormat(String name, String type) {
    this.name = name;
    this.type = type;
  }

  /** Holds one test against the engine. */
  abstract Verdict check(Fields group, WycheproofTest test);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean recognises(VectorFile file) {
    return file.root().path("testGroups").path(0).path("type").asText().equals(type);
  }

  @Override
  public final Tally run(VectorFile file) {
    Tally tally = new Tally();
    Fields root = new Fields(file.root());
    String algorithm = root.text("algorithm");
    for (Fields group : root.objects("testGroups")) {
      for (Fields fields : group.objects("tests")) {
        WycheproofTest test = WycheproofTest.read(algorithm, fields);
        tally.run(test.id(), () -> check(group, test));
      }
    }
    return tally;
  }
}
