package dev.claviger.hsm.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which shared library, and how it is entered and initialised.
 *
 * @param functionList the entry point: C_GetFunctionList but for NSS in FIPS mode
 * @param arguments the LibraryParameters string of C_Initialize that NSS softokn wants
 * @param serialised whether it is called by one thread at a time, though it says it can lock
 * @param reinitialises whether a lost connection is got back by C_Finalize and C_Initialize only
 * @param patience for how long a C_ call may not return before those who wait for it give up
 * @param changeLock the file that all processes lock while they change a token
 */
public record ModuleSpec(
    Path library,
    String functionList,
    Optional<String> arguments,
    boolean serialised,
    boolean reinitialises,
    Duration patience,
    Optional<Path> changeLock) {}
