package dev.claviger.hsm.session;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which shared library, and how it is entered and initialised.
 *
 * @param functionList the entry point: C_GetFunctionList but for NSS in FIPS mode
 * @param arguments the LibraryParameters string of C_Initialize that NSS softokn wants
 */
public record ModuleSpec(Path library, String functionList, Optional<String> arguments) {}
