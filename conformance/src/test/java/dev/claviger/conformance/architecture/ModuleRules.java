package dev.claviger.conformance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Which module may see which: the arrows of the module descriptors, held against the bytecode. */
final class ModuleRules {
  static final ArchRule PROVIDER_STANDS_ALONE =
      unaware(
          List.of(Production.PROVIDER, Production.CRYPTO),
          Production.MLS,
          Production.HSM,
          Production.KEYSTORE,
          Production.CONFORMANCE);

  static final ArchRule MLS_SEES_ONLY_PROVIDER =
      unaware(
          List.of(Production.MLS),
          Production.HSM,
          Production.KEYSTORE,
          Production.CONFORMANCE,
          Production.PROVIDER);

  static final ArchRule HSM_SEES_ONLY_PROVIDER =
      unaware(List.of(Production.HSM), Production.MLS, Production.KEYSTORE, Production.CONFORMANCE);

  static final ArchRule KEYSTORE_SEES_PROVIDER_AND_MLS =
      unaware(List.of(Production.KEYSTORE), Production.HSM, Production.CONFORMANCE);

  static final ArchRule BOUNCY_CASTLE_IS_NAMED_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.claviger.crypto.bc..", Production.CONFORMANCE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..")
          .because("bcprov must stay replaceable at run time");

  static final ArchRule JNA_IS_NAMED_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.claviger.hsm.cryptoki..", Production.CONFORMANCE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..")
          .because("the binding is one internal interface");

  static final ArchRule RAW_KEYS_ARE_SEEN_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.claviger.crypto.sealing..",
              "dev.claviger.keystore.sealing..",
              Production.CONFORMANCE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.claviger.crypto.sealing..")
          .because("raw software keys are for the vault that seals them, and for nobody else");

  static final ArchRule JDBC_IS_NAMED_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.claviger.keystore.sealed..", Production.CONFORMANCE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..")
          .because("what keeps keys must run where there is no JDBC, as on Android");

  private ModuleRules() {}

  static List<ArchRule> all() {
    return List.of(
        PROVIDER_STANDS_ALONE,
        MLS_SEES_ONLY_PROVIDER,
        HSM_SEES_ONLY_PROVIDER,
        KEYSTORE_SEES_PROVIDER_AND_MLS,
        BOUNCY_CASTLE_IS_NAMED_IN_ONE_PACKAGE,
        JDBC_IS_NAMED_IN_ONE_PACKAGE,
        JNA_IS_NAMED_IN_ONE_PACKAGE,
        RAW_KEYS_ARE_SEEN_IN_ONE_PACKAGE);
  }

  private static ArchRule unaware(List<String> packages, String... others) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
