package dev.claviger.conformance.tokencheck;

import java.util.List;

/**
 * What a token can carry.
 *
 * @param token its model and label
 * @param checkedAt when, in UTC by ISO 8601
 * @param suites the suites of RFC 9420 in the order of their numbers
 */
public record TokenReport(
    String token, String checkedAt, List<SuiteReport> suites, Inventory inventory) {
  public TokenReport {
    token = Plain.line(token);
    suites = List.copyOf(suites);
  }

  /** How many suites can live on the token with all keys. */
  public long wholeSuites() {
    return suites.stream().filter(SuiteReport::whole).count();
  }

  /** On all suites, in a sentence. */
  public String verdict() {
    long whole = wholeSuites();
    String on = " on " + token + ".";
    if (whole == 0) {
      return "In none of the " + suites.size() + " suites can all keys of a member live" + on;
    }
    return whole == suites.size()
        ? "In all " + whole + " suites the keys of a member can live" + on
        : "In " + whole + " of " + suites.size() + " suites the keys of a member can live" + on;
  }
}
