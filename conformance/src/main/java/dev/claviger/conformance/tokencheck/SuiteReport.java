package dev.claviger.conformance.tokencheck;

import java.util.List;

/**
 * What was found out of a suite.
 *
 * @param suite its code point: {@code 0x0002}
 * @param name its IANA name
 * @param keys the signature, the init and the leaf key
 */
public record SuiteReport(String suite, String name, List<KeyReport> keys) {
  public SuiteReport {
    keys = List.copyOf(keys);
  }

  /** Whether all keys of a member can live on the token. */
  public boolean whole() {
    return keys.stream().allMatch(KeyReport::serves);
  }

  /** In a sentence, without the suite's number. */
  public String verdict() {
    return Verdict.of(this);
  }
}
