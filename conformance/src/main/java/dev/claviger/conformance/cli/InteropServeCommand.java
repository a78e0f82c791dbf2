package dev.claviger.conformance.cli;

import dev.claviger.conformance.demo.VaultSource;
import dev.claviger.conformance.interop.server.InteropServer;
import dev.claviger.crypto.key.KeyVault;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** This stack as a server of the harness. */
@Command(
    name = "serve",
    description = {
      "Serves this stack to a runner of the harness, until it is ended.",
      "There is no TLS, and whoever connects can do all that a test needs."
    },
    mixinStandardHelpOptions = true)
final class InteropServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "The port; 0 for any that is free (${DEFAULT-VALUE}). It is printed.")
  private int port;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--vault",
      defaultValue = "software",
      description = "Where the keys live: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private DemoCommand.Vault vault;

  @Option(
      names = "--grease",
      description = "Sends GREASE (RFC 9420 §13.5), which not all stacks bear.")
  private boolean grease;

  @Override
  public Integer call() throws InterruptedException {
    VaultSource vaults =
        vault == DemoCommand.Vault.SOFTHSM ? VaultSource.softHsm() : VaultSource.software();
    KeyVault keys = vaults.open();
    InteropServer server = InteropServer.start(new InetSocketAddress(host, port), keys, grease);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  keys.close();
                  vaults.close();
                }));
    spec.commandLine()
        .getOut()
        .println("serving on " + host + ":" + server.port() + ", keys in " + keys.name());
    spec.commandLine().getOut().flush();
    server.await();
    return ExitCode.OK;
  }
}
