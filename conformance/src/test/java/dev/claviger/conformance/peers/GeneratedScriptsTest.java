package dev.claviger.conformance.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claviger.conformance.interop.Scripts;
import dev.claviger.conformance.interop.generate.ScriptGenerator;
import dev.claviger.conformance.interop.runner.Script;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random scripts, alone and with Bouncy Castle; {@code -Dclaviger.seed=N} plays others. */
@Execution(ExecutionMode.SAME_THREAD)
final class GeneratedScriptsTest {
  private static final int CHANGES = 30;

  private static BothServers servers;

  @BeforeAll
  static void start() {
    servers = BothServers.start();
  }

  @AfterAll
  static void close() {
    if (servers != null) {
      servers.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void randomScripts_areTheSameForASeed_andArePlayed(int run) {
    long seed = Long.getLong("claviger.seed", 9420) + run;
    ObjectNode file = ScriptGenerator.generate(seed, CHANGES);
    assertEquals(file, ScriptGenerator.generate(seed, CHANGES));
    System.out.println("random script: -Dclaviger.seed=" + seed);
    Scripts.play(
        List.of(servers.own().address(), servers.other().address()),
        Script.parse("random", file),
        1 + run,
        List.of(run % 2 == 0),
        4,
        KnownFaults::excuse);
  }
}
