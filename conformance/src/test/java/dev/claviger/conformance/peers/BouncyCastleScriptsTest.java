package dev.claviger.conformance.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.conformance.interop.OwnServer;
import dev.claviger.conformance.interop.Scripts;
import dev.claviger.conformance.interop.runner.Outcome;
import dev.claviger.conformance.interop.runner.Peer;
import dev.claviger.conformance.interop.runner.Programme;
import dev.claviger.conformance.interop.runner.Script;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public script of the harness over Bouncy Castle and ourselves, in groups of both: each as
 * the first among the other's, our keys in software and in a token. Handshakes are encrypted in the
 * suites of odd numbers and in clear in the others; both in suite 1. One server of each plays all:
 * its code is compiled once.
 */
@Execution(ExecutionMode.SAME_THREAD)
public final class BouncyCastleScriptsTest {
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

  /** In suites 3 to 7 our keys are in SoftHSM where we are the first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void everyScriptIsPlayed_withBouncyCastleAsTheFirstAndAsTheOthers(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    Scripts.play(
        List.of(servers.other().address(), servers.own().address()),
        Scripts.all(),
        suite,
        suite == 1 ? List.of(true, false) : List.of(suite % 2 == 1),
        suite <= 2 ? 2 : 1,
        KnownFaults::excuse);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void everyScriptIsPlayed_withOurKeysInSoftHsm(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    try (Pkcs11Vault token =
            Pkcs11Vault.open(
                SoftHsm.of(BouncyCastleScriptsTest.class)
                    .config(BouncyCastleScriptsTest.class.getSimpleName())
                    .build());
        OwnServer onToken = OwnServer.over(token)) {
      Scripts.play(
          List.of(onToken.address(), servers.other().address()),
          Scripts.all(),
          suite,
          List.of(suite % 2 == 1),
          1,
          KnownFaults::excuse);
      onToken.server().close();
      assertEquals(List.of(), token.list());
    }
  }

  /** What {@link KnownFaults} says of Bouncy Castle's RemoveProposal, on Bouncy Castle alone. */
  @Test
  void bouncyCastleByItself_doesNotFindWhoSitsBehindABlankLeaf() throws Exception {
    String blank =
        "{'action':'fullCommit','actor':'alice','members':['carol'],"
            + "'byValue':[{'proposalType':'remove','removed':'bob'}]}";
    String remove = "{'action':'removeProposal','actor':'alice','removed':'carol'}";
    Outcome outcome =
        playedByBouncyCastle(
            "[{'action':'createGroup','actor':'alice','members':['bob','carol']},"
                + blank
                + ","
                + remove
                + "]");
    Outcome.Failure failure = outcome.failure().orElseThrow();
    assertEquals(2, failure.step());
    assertTrue(failure.message().contains("Invalid roster index"), failure::message);
    assertTrue(KnownFaults.excuse(outcome));
  }

  private static Outcome playedByBouncyCastle(String steps) throws JsonProcessingException {
    String file = "{'scripts':{'one':" + steps + "}}";
    List<Script> scripts =
        Script.parse("blank", new ObjectMapper().readTree(file.replace('\'', '"')));
    try (Peer peer = Peer.connect(servers.other().address())) {
      return new Programme(List.of(peer), scripts, List.of(1), List.of(true), 1)
          .play(outcome -> {})
          .get(0);
    }
  }
}
