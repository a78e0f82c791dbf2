package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they say: the command names file and vector, and never exits with 0. */
final class HostileVectorsTest {
  /** Without it, there are no PSKs. */
  private static final String OPTIONAL = "external_psks";

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crypto-basics",
        "deserialization",
        "key-schedule",
        "message-protection",
        "messages",
        "passive-client-handling-commit",
        "passive-client-welcome",
        "psk_secret",
        "secret-tree",
        "transcript-hashes",
        "tree-math",
        "tree-operations",
        "tree-validation",
        "treekem",
        "welcome"
      })
  void fieldThatIsMissingOrOfTheWrongType_failsItsVector_andIsNamed(String format)
      throws IOException {
    ObjectNode entry = firstOf(format);
    List<String> names = new ArrayList<>();
    entry.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!entry.get(name).isNull() && !name.equals(OPTIONAL)) {
        assertNamed(format, name, without(entry, name));
      }
      assertNamed(format, name, with(entry, name, JsonNodeFactory.instance.booleanNode(true)));
      if (entry.get(name).isArray() && !entry.get(name).isEmpty()) {
        ArrayNode mixed = ((ArrayNode) entry.get(name)).deepCopy();
        mixed.set(0, JsonNodeFactory.instance.booleanNode(true));
        assertNamed(format, name, with(entry, name, mixed));
      }
      if (isHex(entry.get(name))) {
        String hex = entry.get(name).textValue();
        assertNamed(format, name, with(entry, name, new TextNode(hex + "0")));
        assertNamed(format, name, with(entry, name, new TextNode("no hex")));
      }
    }
  }

  @Test
  void entryThatIsNoObject_failsAlone() throws IOException {
    CommandRun run = run("psk_secret.json", "[7, " + firstOf("psk_secret") + "]");
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("psk_secret.json: 1 passed, 1 failed"), run.out());
    assertTrue(run.out().contains("  [0]: "), run.out());
  }

  @Test
  void messageThatDoesNotDecode_isSaidToBeRefused() throws IOException {
    ObjectNode entry = (ObjectNode) with(firstOf("welcome"), "welcome", new TextNode("00"));
    CommandRun run = run("welcome.json", "[" + entry + "]");
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("  [0]: refused: "), run.out());
  }

  @Test
  void onlyTheFirstFailureIsShown_unlessAllAreAskedFor() throws IOException {
    assertTrue(run("crypto-basics.json", "[{}, {}, {}]").out().contains("and 2 more"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[{]",
        "7",
        "null",
        "[] []",
        "{}",
        "[[]]",
        "{\"testGroups\": 7, \"algorithm\": \"HKDF-SHA-256\"}",
        "[{\"mode\": 0, \"kem_id\": \"x\"}]"
      })
  void fileOfNoFormat_isAFailureOfThatFileAlone(String text) throws IOException {
    Files.writeString(folder.resolve("a.json"), text);
    Files.writeString(folder.resolve("psk_secret.json"), "[" + firstOf("psk_secret") + "]");
    CommandRun run = CommandRun.of("vectors", folder.toString());
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().startsWith("a.json: "), run.out());
    assertTrue(run.out().contains("psk_secret.json: 1 passed, 0 failed, 0 not run"), run.out());
  }

  private void assertNamed(String format, String field, JsonNode entry) throws IOException {
    CommandRun run = run(format + ".json", "[" + entry + "]");
    String what = format + " without a proper " + field + ": " + run.out() + run.err();
    assertEquals(1, run.exit(), what);
    assertTrue(run.out().startsWith(format + ".json: 0 passed, 1 failed, 0 not run"), what);
    assertTrue(run.out().contains("  [0]: "), what);
    assertTrue(run.out().contains("\"" + field + "\""), what);
    assertFalse(run.out().contains("java."), what);
  }

  private CommandRun run(String name, String json) throws IOException {
    return CommandRun.of("vectors", Files.writeString(folder.resolve(name), json).toString());
  }

  private static boolean isHex(JsonNode value) {
    return value.isTextual() && value.textValue().matches("([0-9a-f]{2})+");
  }

  private static JsonNode without(ObjectNode entry, String field) {
    ObjectNode copy = entry.deepCopy();
    copy.remove(field);
    return copy;
  }

  private static JsonNode with(ObjectNode entry, String field, JsonNode value) {
    return entry.deepCopy().set(field, value);
  }

  private static ObjectNode firstOf(String format) throws IOException {
    try (InputStream in =
        HostileVectorsTest.class.getResourceAsStream("/vectors/" + format + ".json")) {
      return (ObjectNode) JSON.readTree(in).get(0);
    }
  }
}
