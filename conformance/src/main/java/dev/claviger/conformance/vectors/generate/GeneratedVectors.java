package dev.claviger.conformance.vectors.generate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;

/** Our own vectors in mlswg's formats, for all suites, each a function of the seed alone. */
public final class GeneratedVectors {
  private static final Map<String, Maker> MAKERS =
      Map.ofEntries(
          Map.entry("tree-math", new TreeMathMaker()),
          Map.entry("deserialization", new DeserializationMaker()),
          Map.entry("crypto-basics", new CryptoBasicsMaker()),
          Map.entry("secret-tree", new SecretTreeMaker()),
          Map.entry("key-schedule", new KeyScheduleMaker()),
          Map.entry("psk_secret", new PskSecretMaker()),
          Map.entry("transcript-hashes", new TranscriptHashesMaker()),
          Map.entry("message-protection", new MessageProtectionMaker()),
          Map.entry("messages", new MessagesMaker()),
          Map.entry("tree-operations", new TreeOperationsMaker()),
          Map.entry("tree-validation", new TreeValidationMaker()),
          Map.entry("treekem", new TreeKemMaker()),
          Map.entry("welcome", new WelcomeMaker()),
          Map.entry("passive-client-welcome", suites(PassiveClientMaker::welcome)),
          Map.entry("passive-client-handling-commit", suites(PassiveClientMaker::handlingCommit)),
          Map.entry("passive-client-random", suites(PassiveClientMaker::random)));

  private GeneratedVectors() {}

  /** The text of every file by its name, in the names' order. */
  public static Map<String, String> generate(long seed) {
    SeededRandom random = SeededRandom.of(seed);
    Map<String, String> files = new TreeMap<>();
    // Path secrets are sealed in a parallel stream; in a pool of one worker it has one order.
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      MAKERS.forEach(
          (name, maker) ->
              files.put(
                  name + ".json", alone.submit(() -> text(maker.make(random.fork(name)))).join()));
    } finally {
      alone.shutdown();
    }
    return files;
  }

  private static Maker suites(Maker.OfSuite maker) {
    return maker;
  }

  /** One vector a line, so that a change of one shows as such. */
  private static String text(List<Entry> vectors) {
    return vectors.stream()
        .map(vector -> vector.node().toString())
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }
}
