package dev.claviger.conformance.tokencheck;

import java.util.List;

/** The report as one page that needs nothing but itself: no script, no picture, no network. */
public final class HtmlReport {
  /** The colours are words as well: yes, NO. A wide table scrolls in its own box. */
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d0d7de;
        --faint: #57606a; --good: #116329; --goodbg: #dafbe1; --bad: #a40e26; --badbg: #ffebe9; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --faint: #9198a1;
          --good: #7ee787; --goodbg: #12261e; --bad: #ff9492; --badbg: #3c1618; } }
      body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 70rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
      .faint { color: var(--faint); margin: .25rem 0; }
      .box { border-left: .3rem solid; padding: .5rem .75rem; margin: .5rem 0; }
      .good { color: var(--good); background: var(--goodbg); }
      .bad { color: var(--bad); background: var(--badbg); }
      .box b { display: block; } .box span { color: var(--ink); }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-size: .875rem; }
      th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left;
        white-space: nowrap; }
      dt { font-weight: 600; } dd { margin: 0 0 .5rem 1rem; }
      """;

  private HtmlReport() {}

  public static String page(TokenReport report) {
    Html page = new Html();
    page.raw("<!DOCTYPE html>").raw("<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    page.element("title", "Token check: " + report.token());
    page.raw("<style>").raw(STYLE).raw("</style></head><body>");
    page.element("h1", report.token());
    page.element("p class=\"faint\"", "Checked by Claviger at " + report.checkedAt());
    page.element("p class=\"box " + tone(report.wholeSuites() > 0) + "\"", report.verdict());
    verdicts(page, report.suites());
    matrix(page, report.suites());
    failures(page, report.suites());
    page.element("h2", "Left behind");
    String tone = tone(report.inventory().clean());
    report.inventory().lines().forEach(line -> page.element("p class=\"box " + tone + "\"", line));
    legend(page);
    return page.raw("</body></html>").toString();
  }

  private static void verdicts(Html page, List<SuiteReport> suites) {
    page.element("h2", "Verdict");
    for (SuiteReport suite : suites) {
      page.raw("<div class=\"box " + tone(suite.whole()) + "\">");
      page.element("b", suite.suite() + " " + suite.name());
      page.element("span", suite.verdict()).raw("</div>");
    }
  }

  private static void matrix(Html page, List<SuiteReport> suites) {
    page.element("h2", "Every check");
    page.raw("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
    Matrix.header().forEach(title -> page.element("th scope=\"col\"", title));
    page.raw("</tr></thead><tbody>");
    for (SuiteReport suite : suites) {
      for (KeyReport key : suite.keys()) {
        page.raw("<tr>");
        Matrix.row(suite, key).forEach(cell -> page.element("td" + toneOf(cell), cell));
        page.raw("</tr>");
      }
    }
    page.raw("</tbody></table></div>");
  }

  private static void failures(Html page, List<SuiteReport> suites) {
    List<String> lines = suites.stream().flatMap(suite -> Matrix.failures(suite).stream()).toList();
    if (!lines.isEmpty()) {
      page.element("h2", "Failures and remarks").raw("<ul>");
      lines.forEach(line -> page.element("li", line));
      page.raw("</ul>");
    }
  }

  private static void legend(Html page) {
    page.element("h2", "What the words mean").raw("<dl>");
    for (Check check : Check.values()) {
      page.element("dt", check.title()).element("dd", check.meaning());
    }
    page.element("dt", "route");
    page.element(
        "dd",
        "How an init or leaf key's Diffie-Hellman value (dh) becomes a key: DIGEST_KEY and"
            + " ON_TOKEN_HKDF hash it on the token, with RAW_SECRET it leaves the token.");
    page.element("dt", "uses/s by sessions");
    page.element(
        "dd",
        "Signatures, or ciphertexts opened, in a second; from a short run, for information."
            + " Leaf and init keys are of one kind, measured once.");
    page.raw("</dl>");
  }

  private static String toneOf(String cell) {
    if (cell.equals(Outcome.PASSED.word())) {
      return " class=\"good\"";
    }
    return cell.equals(Outcome.FAILED.word()) ? " class=\"bad\"" : "";
  }

  private static String tone(boolean good) {
    return good ? "good" : "bad";
  }
}
