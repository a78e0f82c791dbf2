package dev.claviger.conformance.interop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claviger.conformance.interop.runner.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beyond gRPC's own limit of 4 MiB, and in a group of two hundred. */
final class LargeMessagesTest {
  private static final int MEMBERS = 200;
  private static final int LENGTH = 5 << 20;

  @Test
  void groupOfTwoHundred_readsAMessageOfFiveMebibytes() {
    try (OwnServer server = OwnServer.software()) {
      Scripts.play(List.of(server.address()), scripts(), 1, List.of(true), 1, outcome -> false);
    }
  }

  private static List<Script> scripts() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = root.putObject("scripts").putArray("large");
    ArrayNode members = step(steps, "createGroup", "actor0").putArray("members");
    for (int i = 1; i < MEMBERS; i++) {
      members.add("actor" + i);
    }
    step(steps, "protect", "actor7").put("plaintext", "x".repeat(LENGTH));
    for (int i : new int[] {0, 1, MEMBERS - 1}) {
      step(steps, "unprotect", "actor" + i).put("ciphertext", 1);
    }
    step(steps, "externalJoin", "actor0").put("joiner", "late").put("externalTree", true);
    return Script.parse("large", root);
  }

  private static ObjectNode step(ArrayNode steps, String action, String actor) {
    return steps.addObject().put("action", action).put("actor", actor);
  }
}
