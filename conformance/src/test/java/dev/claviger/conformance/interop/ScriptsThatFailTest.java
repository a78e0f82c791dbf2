package dev.claviger.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.claviger.conformance.interop.runner.MalformedScriptException;
import dev.claviger.conformance.interop.runner.Outcome;
import dev.claviger.conformance.interop.runner.Peer;
import dev.claviger.conformance.interop.runner.Programme;
import dev.claviger.conformance.interop.runner.Report;
import dev.claviger.conformance.interop.runner.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner says what went wrong, where and with whom. */
final class ScriptsThatFailTest {
  @TempDir private Path folder;

  @Test
  void refusalOfAServer_isToldWithStepActorAndTranscript() throws Exception {
    Outcome outcome =
        onlyOutcome(
            "[{'action':'createGroup','actor':'alice','members':['bob']},"
                + "{'action':'removeProposal','actor':'bob','removed':'nobody'}]");
    Outcome.Failure failure = outcome.failure().orElseThrow();
    assertEquals(1, failure.step());
    assertEquals("bob", failure.actor());
    assertTrue(failure.message().contains("INVALID_ARGUMENT"), failure::message);
    List<String> told = Report.failure(outcome);
    assertTrue(told.get(0).startsWith("FAILED test/one: suite 1, private"), told::toString);
    assertTrue(told.get(2).contains("nobody"), told::toString);
    assertTrue(told.stream().anyMatch(line -> line.contains("bob JoinGroup")), told::toString);
    Path json = folder.resolve("out.json");
    new Report(List.of(outcome)).writeJson(json);
    JsonNode result =
        new ObjectMapper().readTree(Files.readString(json)).at("/scripts/test~1one/0");
    assertEquals(1, result.get("failed_step").asInt());
    assertEquals("bob", result.get("failed_actor").asText());
    assertEquals("RemoveProposal", result.at("/transcript/5/rpc").asText());
  }

  @Test
  void membersInDifferentEpochs_areFoundOut() throws Exception {
    Outcome outcome =
        onlyOutcome(
            "[{'action':'createGroup','actor':'alice','members':['bob']},"
                + "{'action':'commit','actor':'alice'},"
                + "{'action':'handlePendingCommit','actor':'bob'}]");
    assertEquals(2, outcome.failure().orElseThrow().step());
    assertTrue(
        outcome.failure().orElseThrow().message().contains("FAILED_PRECONDITION"),
        outcome.failure().orElseThrow()::message);
  }

  @Test
  void scriptThatNobodyCouldPlay_isNamedAsSuch() throws Exception {
    for (String step :
        List.of(
            "{'action':'dance','actor':'alice'}",
            "{'action':'addProposal','actor':'alice','keyPackage':7}",
            "{'action':'protect','actor':'mallory'}",
            "{'action':'joinGroup','actor':'alice','welcome':0}")) {
      Outcome outcome = onlyOutcome("[{'action':'createGroup','actor':'alice'}," + step + "]");
      assertEquals(1, outcome.failure().orElseThrow().step(), step);
      assertEquals("", outcome.failure().orElseThrow().actor(), step);
    }
    assertThrows(MalformedScriptException.class, () -> script("{}"));
    assertThrows(MalformedScriptException.class, () -> script("{'scripts':{'one':[1]}}"));
  }

  @Test
  void castsAreAllDifferent_andEveryPeerPlaysAll() throws Exception {
    try (OwnServer a = OwnServer.software();
        OwnServer b = OwnServer.software();
        Peer first = Peer.connect(a.address());
        Peer second = Peer.connect(b.address())) {
      List<Script> scripts =
          script(
              "{'scripts':{'one':[{'action':'createGroup','actor':'alice','members':['bob','carol']}]}}");
      assertCasts(8, new Programme(List.of(first, second), scripts, List.of(1), both(), 64));
      assertCasts(5, new Programme(List.of(first, second), scripts, List.of(1), both(), 5));
      assertCasts(1, new Programme(List.of(first, second), scripts, List.of(1), both(), 1));
      assertCasts(0, new Programme(List.of(first, second), scripts, List.of(0x4711), both(), 64));
    }
  }

  private static void assertCasts(int expected, Programme programme) {
    List<Outcome> outcomes = programme.play(outcome -> {});
    assertEquals(2 * expected, outcomes.size());
    assertEquals(
        outcomes.size(), new HashSet<>(outcomes.stream().map(Outcome::cast).toList()).size());
    assertTrue(outcomes.stream().allMatch(Outcome::passed));
  }

  private static List<Boolean> both() {
    return List.of(true, false);
  }

  private static Outcome onlyOutcome(String steps) throws JsonProcessingException {
    try (OwnServer server = OwnServer.software();
        Peer peer = Peer.connect(server.address())) {
      List<Outcome> outcomes =
          new Programme(
                  List.of(peer),
                  script("{'scripts':{'one':" + steps + "}}"),
                  List.of(1),
                  List.of(true),
                  1)
              .play(outcome -> {});
      assertEquals(1, outcomes.size());
      assertTrue(server.vault().list().isEmpty());
      return outcomes.get(0);
    }
  }

  private static List<Script> script(String json) throws JsonProcessingException {
    return Script.parse("test", new ObjectMapper().readTree(json.replace('\'', '"')));
  }
}
