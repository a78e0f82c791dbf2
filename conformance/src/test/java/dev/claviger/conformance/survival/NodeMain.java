package dev.claviger.conformance.survival;

import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A node: one of several processes that are one client, over one database and one token. Arguments:
 * the PKCS#11 library, the label of the token, the file that is locked for changes to it, the JDBC
 * URL, and the number of threads; the PIN and the login are in the environment. The line {@code N
 * WORDS} goes to thread N.
 */
final class NodeMain {
  static final String PIN = "NODE_PIN";

  private static final String CLIENT = "one for all";

  private NodeMain() {}

  public static void main(String[] arguments) throws IOException {
    KeyVault vault =
        Pkcs11Vault.open(
            Pkcs11Config.builder()
                .library(Path.of(arguments[0]))
                .tokenLabel(arguments[1])
                .changeLock(Path.of(arguments[2]))
                .pin(PinSource.of(() -> System.getenv(PIN).toCharArray()))
                .build());
    MemberService service =
        new MemberService(
            SurvivorMain.client(vault, SurvivorMain.store(arguments[3], CLIENT)), vault);
    List<ExecutorService> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
      threads.add(Executors.newSingleThreadExecutor());
    }
    SurvivorMain.serve((number, words) -> service.answer(words), threads);
  }
}
