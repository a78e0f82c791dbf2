package dev.claviger.conformance.bench.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The report for programs: its records as objects of the same names, with a {@code format}.
 *
 * <pre>
 * {"format": "claviger-bench-3", "measuredAt": …, "command": …,
 *  "machine": {"cores": 2, "processor": …, "java": …, "system": …},
 *  "stacks": {"claviger": …, …},
 *  "results": [{"cell": {"stack": "claviger", "operation": "COMMIT", "tree": "FULL",
 *     "members": 1000, "suite": 1, "payload": 0},
 *     "figures": {"wallNanos": {"median": …, "lower": …, "upper": …}, "cpuNanos": {…},
 *       "allocatedBytes": …, "messageBytes": …, "rounds": …, "tickNanos": …},
 *     "notRun": null}, …],
 *  "bounds": {"claviger+conscrypt/commit/full/1000/0x0001/0": …, …},
 *  "prices": {"claviger+conscrypt 0x0001 hash 256": …, …},
 *  "tickNanos": …}
 * </pre>
 */
public final class GroupJson {
  static final String FORMAT = "claviger-bench-3";
  private static final Set<String> OLDER = Set.of("claviger-bench-1", "claviger-bench-2");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private GroupJson() {}

  public static String text(GroupReport report) {
    ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
    root.setAll((ObjectNode) MAPPER.valueToTree(report));
    return root.toPrettyString() + "\n";
  }

  /** Whether a text is a report as this build did not write it, but earlier ones did. */
  public static boolean isOlder(String text) {
    try {
      String format = MAPPER.readValue(text, ObjectNode.class).path("format").asText();
      return OLDER.contains(format);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * The report that a text was made from.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static GroupReport parse(String text) {
    try {
      ObjectNode root = MAPPER.readValue(text, ObjectNode.class);
      if (!FORMAT.equals(root.path("format").asText())) {
        throw new IllegalArgumentException("not in the format " + FORMAT);
      }
      return MAPPER.treeToValue(root, GroupReport.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a benchmark report: " + e.getOriginalMessage(), e);
    }
  }
}
