package dev.claviger.conformance.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.security.Key;
import java.util.List;
import java.util.Set;

/** That no layer above the engine ever reaches for key bytes, and that SPI classes stay hidden. */
final class KeyRules {
  private static final Set<String> PRIVATE_KEY_SPECS =
      Set.of(
          "java.security.spec.ECPrivateKeySpec",
          "java.security.spec.EdECPrivateKeySpec",
          "java.security.spec.XECPrivateKeySpec",
          "java.security.spec.EncodedKeySpec",
          "java.security.spec.PKCS8EncodedKeySpec",
          "java.security.interfaces.ECPrivateKey",
          "java.security.interfaces.EdECPrivateKey",
          "java.security.interfaces.XECPrivateKey");

  static final ArchRule MLS_NAMES_NO_PRIVATE_KEY_SPEC =
      noClasses()
          .that()
          .resideInAPackage(Production.MLS)
          .should()
          .dependOnClassesThat(isOneOf("a private-key spec", PRIVATE_KEY_SPECS));

  static final ArchRule MLS_NAMES_NO_KEY_STORE =
      noClasses()
          .that()
          .resideInAPackage(Production.MLS)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.KeyStore");

  static final ArchRule MLS_NAMES_NO_PLATFORM =
      noClasses()
          .that()
          .resideInAPackage(Production.MLS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("sun..", "com.sun..", "jdk..", "android..", "androidx..");

  static final ArchRule MLS_ENCODES_NO_KEY =
      noClasses()
          .that()
          .resideInAPackage(Production.MLS)
          .should()
          .callMethodWhere(target(name("getEncoded")).and(target(owner(assignableTo(Key.class)))));

  static final ArchRule SPI_CLASSES_ARE_NOT_PUBLIC =
      classes()
          .that(implementAnSpi())
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .should()
          .notBePublic()
          .because("services make their instances themselves");

  private KeyRules() {}

  static List<ArchRule> all() {
    return List.of(
        MLS_NAMES_NO_PRIVATE_KEY_SPEC,
        MLS_NAMES_NO_KEY_STORE,
        MLS_NAMES_NO_PLATFORM,
        MLS_ENCODES_NO_KEY,
        SPI_CLASSES_ARE_NOT_PUBLIC);
  }

  private static DescribedPredicate<JavaClass> isOneOf(String what, Set<String> names) {
    return DescribedPredicate.describe("are " + what, type -> names.contains(type.getName()));
  }

  private static DescribedPredicate<JavaClass> implementAnSpi() {
    return DescribedPredicate.describe("implement an SPI", KeyRules::isSpi);
  }

  private static boolean isSpi(JavaClass type) {
    return java.util.stream.Stream.concat(
            type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
        .map(JavaClass::getSimpleName)
        .anyMatch(superType -> superType.endsWith("Spi"));
  }
}
