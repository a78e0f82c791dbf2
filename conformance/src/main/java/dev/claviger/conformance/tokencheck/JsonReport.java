package dev.claviger.conformance.tokencheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The report for programs: the records of this package as objects of the same names, with a {@code
 * format}, and with {@code whole} and {@code verdict} where a record has methods of these names.
 * Later versions may add fields, and do not change the meaning of these:
 *
 * <pre>
 * {"format": "claviger-token-check-1", "token": …, "checkedAt": …, "wholeSuites": 7, "verdict": …,
 *  "suites": [{"suite": "0x0001", "name": …, "whole": true, "verdict": …,
 *    "keys": [{"purpose": "SIGNATURE"|"INIT"|"LEAF", "algorithm": …, "curve": …, "mechanism": …,
 *      "route": …, "custody": "RESIDENT"|"WRAPPED"|"SOFTWARE"|"",
 *      "wrapping": {"answer": "YES"|"NO"|"NOT_ASKED", "reason": …}, "importing": {…}, "serves": true,
 *      "remark": …, "findings": [{"check": "USE", "outcome": "PASSED"|"FAILED"|"NO_ANSWER"|"NOT_RUN", "detail": …}, …],
 *      "speeds": [{"sessions": 1, "perSecond": 1234.5}, …]}, …]}, …],
 *  "inventory": {"before": 0, "after": 0, "left": […], "appeared": […], "failure": …,
 *    "clean": true}}
 * </pre>
 */
public final class JsonReport {
  static final String FORMAT = "claviger-token-check-1";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private JsonReport() {}

  public static String text(TokenReport report) {
    ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
    root.setAll((ObjectNode) MAPPER.valueToTree(report));
    root.put("wholeSuites", report.wholeSuites()).put("verdict", report.verdict());
    ((ObjectNode) root.get("inventory")).put("clean", report.inventory().clean());
    for (int s = 0; s < report.suites().size(); s++) {
      SuiteReport suite = report.suites().get(s);
      ObjectNode node = (ObjectNode) root.get("suites").get(s);
      node.put("whole", suite.whole()).put("verdict", suite.verdict());
      for (int k = 0; k < suite.keys().size(); k++) {
        ((ObjectNode) node.get("keys").get(k)).put("serves", suite.keys().get(k).serves());
      }
    }
    return root.toPrettyString() + "\n";
  }

  /**
   * The report that a text was made from.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static TokenReport parse(String text) {
    try {
      ObjectNode root = MAPPER.readValue(text, ObjectNode.class);
      if (!FORMAT.equals(root.path("format").asText())) {
        throw new IllegalArgumentException("not in the format " + FORMAT);
      }
      return MAPPER.treeToValue(root, TokenReport.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a token report: " + e.getOriginalMessage(), e);
    }
  }
}
