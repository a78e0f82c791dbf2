package dev.claviger.conformance.tokencheck;

import java.util.List;

/** The report as one page that needs nothing but itself: no script, no picture, no network. */
public final class HtmlReport {
  /**
   * The colours are words as well: yes, NO. The table fits a desk and a sheet of paper; where it
   * does not fit, each row is a card, and each cell says its column.
   */
  public static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d0d7de;
        --faint: #57606a; --good: #116329; --goodbg: #dafbe1; --bad: #a40e26; --badbg: #ffebe9; }
      @media screen and (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --faint: #9198a1;
          --good: #7ee787; --goodbg: #12261e; --bad: #ff9492; --badbg: #3c1618; } }
      body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 76rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
      .faint { color: var(--faint); margin: .25rem 0; }
      .box { border-left: .3rem solid; padding: .5rem .75rem; margin: .5rem 0; }
      .good { color: var(--good); background: var(--goodbg); }
      .bad { color: var(--bad); background: var(--badbg); }
      .box b { display: block; } .box span { color: var(--ink); }
      table { border-collapse: collapse; font-size: .75rem; overflow-wrap: normal; width: 100%; }
      th, td { border: 1px solid var(--line); padding: .2rem .35rem; text-align: left; }
      dt { font-weight: 600; } dd { margin: 0 0 .5rem 1rem; }
      ul { padding-left: 1.25rem; }
      @media screen and (max-width: 70rem) {
        table, tbody { display: block; font-size: .875rem; } thead { display: none; }
        tr { display: flex; flex-wrap: wrap; border: 1px solid var(--line); margin: .5rem 0;
          padding: .25rem; }
        td { border: 0; padding: .1rem .5rem; } td:empty { display: none; }
        td::before { content: attr(data-of) ": "; color: var(--ink); }
        td:nth-child(-n+2) { font-weight: 600; } td:nth-child(-n+2)::before { content: none; } }
      @media print { @page { size: A4 landscape; margin: 1cm; }
        body { max-width: none; padding: 0; } table { font-size: 7pt; }
        tr, .box, li, dd { break-inside: avoid; } h2, dt { break-after: avoid; }
        .box, td { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
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
      page.name("b", suite.suite() + " " + suite.name());
      page.element("span", suite.verdict()).raw("</div>");
    }
  }

  private static void matrix(Html page, List<SuiteReport> suites) {
    page.element("h2", "Every check");
    List<String> header = Matrix.header();
    page.raw("<table><thead><tr>");
    header.forEach(title -> page.element("th scope=\"col\"", title));
    page.raw("</tr></thead><tbody>");
    for (SuiteReport suite : suites) {
      for (KeyReport key : suite.keys()) {
        page.raw("<tr>");
        List<String> row = Matrix.row(suite, key);
        for (int i = 0; i < row.size(); i++) {
          String column = " data-of=\"" + Html.escape(header.get(i)) + "\"";
          page.element("td" + column + toneOf(row.get(i)), row.get(i));
        }
        page.raw("</tr>");
      }
    }
    page.raw("</tbody></table>");
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
    page.element("dt", "custody");
    page.element(
        "dd",
        "Where an idle key is: resident in the token, or wrapped outside of it, under a key that"
            + " cannot leave the token. Whether a curve can be wrapped was tried.");
    page.element("dt", "NO ANSWER");
    page.element(
        "dd",
        "The token took longer than this check waits. After the second time it was asked no more.");
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
    boolean bad = cell.equals(Outcome.FAILED.word()) || cell.equals(Outcome.NO_ANSWER.word());
    return bad ? " class=\"bad\"" : "";
  }

  private static String tone(boolean good) {
    return good ? "good" : "bad";
  }
}
