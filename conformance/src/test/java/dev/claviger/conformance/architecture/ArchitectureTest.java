package dev.claviger.conformance.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {
  static Stream<ArchRule> rules() {
    return Stream.of(ModuleRules.all(), KeyRules.all(), LayerRules.ofMls(), LayerRules.ofHsm())
        .flatMap(rules -> rules.stream());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyArrowPointsDown(ArchRule rule) {
    rule.check(Production.CLASSES);
  }

  @Test
  void theRulesSeeEveryModule() {
    for (String module : new String[] {"provider", "crypto", "mls", "hsm", "keystore"}) {
      assertTrue(
          Production.CLASSES.stream()
              .anyMatch(type -> type.getPackageName().startsWith("dev.claviger." + module)),
          "no class of " + module + " was imported");
    }
  }
}
