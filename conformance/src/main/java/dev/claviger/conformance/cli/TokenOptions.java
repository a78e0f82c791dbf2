package dev.claviger.conformance.cli;

import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import java.io.Console;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which token a command is about. No option takes a PIN: it would end up in a shell's history. */
final class TokenOptions {
  @Option(names = "--library", required = true, description = "The vendor's PKCS#11 library.")
  private Path library;

  @Option(names = "--label", required = true, description = "The token's label.")
  private String label;

  @Option(
      names = "--pin-file",
      description = "A file with the PIN, its owner's only (mode 0600). Default: ask.")
  private Path pinFile;

  @Option(
      names = "--protected-path",
      description = "The token asks for its PIN itself, on a keypad of its own.")
  private boolean protectedPath;

  @Option(
      names = "--function-list",
      description = "The library's entry point, if it is not C_GetFunctionList.")
  private String functionList;

  @Option(
      names = "--module-arguments",
      description = "What C_Initialize is given, where the library needs it (NSS).")
  private String moduleArguments;

  Pkcs11Config config() {
    return builder().build();
  }

  /** For an owner with more to say about it. */
  Pkcs11Config.Builder builder() {
    Pkcs11Config.Builder config =
        Pkcs11Config.builder().library(library).tokenLabel(label).pin(pin());
    if (functionList != null) {
      config.functionList(functionList);
    }
    if (moduleArguments != null) {
      config.moduleArguments(moduleArguments);
    }
    return config;
  }

  Pkcs11Vault open() {
    return Pkcs11Vault.open(config());
  }

  /** Whether somebody has to type the PIN, which takes the time that it takes. */
  boolean asksSomebody() {
    return protectedPath || pinFile == null;
  }

  private PinSource pin() {
    if (protectedPath) {
      return PinSource.protectedPath();
    }
    return pinFile != null ? PinSource.file(pinFile) : PinSource.of(this::ask);
  }

  /** Where nobody sits, there is no console up to JDK 21, and one without a PIN from 22 on. */
  @SuppressWarnings("SystemConsoleNull")
  private char[] ask() {
    Console console = System.console();
    char[] pin = console == null ? null : console.readPassword("PIN of %s: ", label);
    if (pin == null) {
      throw new IllegalStateException("there is nobody to ask for the PIN: give --pin-file");
    }
    return pin;
  }
}
