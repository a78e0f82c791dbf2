package dev.claviger.conformance.architecture;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.claviger.mls.tree.wrong.InTree;
import dev.claviger.mls.wire.wrong.LooksToTheRight;
import dev.claviger.mls.wrong.ReachesForKeyBytes;
import dev.claviger.provider.wrong.PublicSpi;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that cannot fail proves nothing: each is shown a class that breaks it. */
final class ArchitectureRulesBiteTest {
  @Test
  void mlsThatReachesForKeyBytes_isCaught() {
    assertBites(KeyRules.MLS_ENCODES_NO_KEY, ReachesForKeyBytes.class);
    assertBites(KeyRules.MLS_NAMES_NO_KEY_STORE, ReachesForKeyBytes.class);
    assertBites(KeyRules.MLS_NAMES_NO_PRIVATE_KEY_SPEC, ReachesForKeyBytes.class);
    assertBites(KeyRules.MLS_NAMES_NO_PLATFORM, ReachesForKeyBytes.class);
  }

  @Test
  void mlsThatNamesAnotherModule_isCaught() {
    assertBites(ModuleRules.MLS_SEES_ONLY_PROVIDER, ReachesForKeyBytes.class);
    assertBites(ModuleRules.JDBC_IS_NAMED_IN_ONE_PACKAGE, ReachesForKeyBytes.class);
    assertBites(ModuleRules.JNA_IS_NAMED_IN_ONE_PACKAGE, ReachesForKeyBytes.class);
    assertBites(ModuleRules.BOUNCY_CASTLE_IS_NAMED_IN_ONE_PACKAGE, ReachesForKeyBytes.class);
  }

  @Test
  void providerThatNamesMls_isCaught() {
    assertBites(ModuleRules.PROVIDER_STANDS_ALONE, PublicSpi.class);
  }

  @Test
  void publicSpi_isCaught() {
    assertBites(KeyRules.SPI_CLASSES_ARE_NOT_PUBLIC, PublicSpi.class);
  }

  @Test
  void layerThatLooksToTheRight_isCaught() {
    JavaClasses wrong = new ClassFileImporter().importClasses(LooksToTheRight.class, InTree.class);
    List<ArchRule> broken =
        LayerRules.ofMls().stream().filter(rule -> rule.evaluate(wrong).hasViolation()).toList();
    assertTrue(!broken.isEmpty(), "no layer rule noticed");
  }

  private static void assertBites(ArchRule rule, Class<?> wrong) {
    JavaClasses imported = new ClassFileImporter().importClasses(wrong);
    assertThrows(
        AssertionError.class, () -> rule.allowEmptyShould(true).check(imported), rule::toString);
  }
}
