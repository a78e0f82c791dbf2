package dev.claviger.conformance.cli;

import dev.claviger.conformance.rules.RuleTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes docs/validation.md. */
@Command(
    name = "rules",
    description = "Prints every rule of RFC 9420 that is enforced or kept, as docs/validation.md.",
    mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      defaultValue = "mls/src/test/java",
      description = "The sources of the tests. Default: ${DEFAULT-VALUE}")
  private Path tests;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RuleTable table = RuleTable.of(tests);
    String page =
        """
        # What is validated
        Written by `./claviger rules`, from the constants of `Rule` and the sources of the tests; \
        a test holds this page to them. Sections are those of RFC 9420.

        ## Refused
        %d rules on what comes in and on what we are asked to send. A breach is a \
        `ValidationException` or a `DecodeException` that names the rule, and changes nothing.

        %s
        ## Kept
        %d rules that bind only ourselves: nobody else could tell. The tests show them kept.

        %s"""
            .formatted(
                RuleTable.count(false),
                table.markdown(false),
                RuleTable.count(true),
                table.markdown(true));
    spec.commandLine().getOut().print(page);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
