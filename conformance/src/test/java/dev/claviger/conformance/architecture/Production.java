package dev.claviger.conformance.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

/** The classes that ship, as they were compiled. */
final class Production {
  static final String PROVIDER = "dev.claviger.provider..";
  static final String CRYPTO = "dev.claviger.crypto..";
  static final String MLS = "dev.claviger.mls..";
  static final String HSM = "dev.claviger.hsm..";
  static final String KEYSTORE = "dev.claviger.keystore..";
  static final String CONFORMANCE = "dev.claviger.conformance..";

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.claviger");

  private Production() {}
}
