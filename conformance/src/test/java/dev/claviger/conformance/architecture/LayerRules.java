package dev.claviger.conformance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** Which package may see which within a module: only those to its left. */
final class LayerRules {
  /** Packages of one rank do not see each other. */
  private static final List<List<String>> MLS =
      List.of(
          List.of("rule"),
          List.of("codec"),
          List.of("index"),
          List.of("wire"),
          List.of("tree", "schedule", "ratchet"),
          List.of("framing"),
          List.of("spi"),
          List.of("group"),
          List.of("stored"),
          List.of(""));

  private static final List<List<String>> HSM =
      List.of(
          List.of("cryptoki", "custody"),
          List.of("vendor"),
          List.of("session"),
          List.of("jca"),
          List.of(""));

  private LayerRules() {}

  static List<ArchRule> ofMls() {
    return rules("dev.claviger.mls", MLS);
  }

  static List<ArchRule> ofHsm() {
    return rules("dev.claviger.hsm", HSM);
  }

  private static List<ArchRule> rules(String root, List<List<String>> ranks) {
    List<ArchRule> rules = new ArrayList<>();
    for (int rank = 0; rank < ranks.size(); rank++) {
      for (String layer : ranks.get(rank)) {
        List<String> hidden = new ArrayList<>(ranks.get(rank));
        hidden.remove(layer);
        ranks.subList(rank + 1, ranks.size()).forEach(hidden::addAll);
        if (!hidden.isEmpty()) {
          rules.add(unaware(root, layer, hidden));
        }
      }
    }
    return rules;
  }

  private static ArchRule unaware(String root, String layer, List<String> hidden) {
    return noClasses()
        .that()
        .resideInAPackage(pattern(root, layer))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(hidden.stream().map(h -> pattern(root, h)).toArray(String[]::new))
        .because("a package sees only those to its left")
        .allowEmptyShould(true);
  }

  /** The empty layer is the root package alone. */
  private static String pattern(String root, String layer) {
    return layer.isEmpty() ? root : root + "." + layer + "..";
  }
}
