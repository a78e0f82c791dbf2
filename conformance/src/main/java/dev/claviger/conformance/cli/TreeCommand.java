package dev.claviger.conformance.cli;

import dev.claviger.conformance.tree.PublicTree;
import dev.claviger.conformance.tree.TreeSvg;
import dev.claviger.conformance.tree.TreeText;
import dev.claviger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a ratchet tree. */
@Command(
    name = "tree",
    description = {
      "Shows a ratchet tree: blank nodes, unmerged leaves, and who holds which key.",
      "Nothing of it is verified."
    },
    mixinStandardHelpOptions = true)
final class TreeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A ratchet_tree, or an MLSMessage with a GroupInfo that has one inside.")
  private Path file;

  @Option(names = "--svg", paramLabel = "OUT", description = "Write a picture to this file.")
  private Path svg;

  @Override
  public Integer call() throws IOException {
    PublicTree tree = PublicTree.read(Bytes.wrap(Files.readAllBytes(file)));
    spec.commandLine().getOut().print(TreeText.of(tree));
    spec.commandLine().getOut().flush();
    if (svg != null) {
      Files.writeString(svg, TreeSvg.of(tree));
    }
    return ExitCode.OK;
  }
}
