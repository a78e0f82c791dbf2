package dev.claviger.conformance.cli;

import dev.claviger.conformance.tree.PublicTree;
import dev.claviger.conformance.tree.TreeSvg;
import dev.claviger.conformance.tree.TreeText;
import dev.claviger.crypto.Bytes;
import dev.claviger.mls.index.LeafIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--leaf",
      paramLabel = "N",
      description = "Mark the path of the member at this leaf.")
  private Integer leaf;

  @Override
  public Integer call() throws IOException {
    PublicTree tree = PublicTree.read(Bytes.wrap(Files.readAllBytes(file)));
    Optional<LeafIndex> self = Optional.ofNullable(leaf).map(LeafIndex::new);
    if (self.isPresent() && !tree.hasMember(self.get())) {
      throw new ParameterException(spec.commandLine(), "no member sits at leaf " + leaf);
    }
    spec.commandLine().getOut().print(TreeText.of(tree, self));
    spec.commandLine().getOut().flush();
    if (svg != null) {
      Files.writeString(svg, TreeSvg.of(tree, self));
    }
    return ExitCode.OK;
  }
}
