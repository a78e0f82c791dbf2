package dev.claviger.conformance.cli;

import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Runs a command about the SoftHSM token of a class of tests. */
final class TokenRun {
  private TokenRun() {}

  /**
   * @param folder for a file with the PIN
   * @param arguments the subcommand, and what follows the options that name the token
   */
  static CommandRun of(Class<?> tests, Path folder, String command, String... arguments)
      throws IOException {
    ScratchSoftHsm token = SoftHsm.of(tests);
    Path pin = folder.resolve("pin");
    if (Files.notExists(pin)) {
      Files.createFile(
          pin, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(pin, new String(token.pin()));
    }
    List<String> all = new ArrayList<>(List.of(command, arguments[0]));
    all.addAll(
        List.of(
            "--library",
            token.library().toString(),
            "--label",
            tests.getSimpleName(),
            "--pin-file",
            pin.toString()));
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
