package dev.claviger.conformance.tokencheck;

import dev.claviger.conformance.bench.Rate;
import dev.claviger.crypto.key.KeyPurpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Suites and their keys by checks: the rows that every rendering for readers shows. */
final class Matrix {
  private Matrix() {}

  static List<String> header() {
    List<String> header = new ArrayList<>(List.of("suite", "key", "mechanism", "route", "custody"));
    Stream.of(Check.values()).map(Check::title).forEach(header::add);
    header.add("uses/s by sessions");
    return header;
  }

  static List<String> row(SuiteReport suite, KeyReport key) {
    List<String> row =
        new ArrayList<>(
            List.of(
                suite.suite(),
                Verdict.name(key),
                orDash(key.mechanism()),
                orDash(key.route()),
                orDash(custody(key))));
    for (Check check : Check.values()) {
      row.add(key.outcome(check).map(Outcome::word).orElse(""));
    }
    row.add(speeds(key));
    return row;
  }

  /** What went wrong with the keys of a suite, a line each. */
  static List<String> failures(SuiteReport suite) {
    List<String> lines = new ArrayList<>();
    for (KeyReport key : suite.keys()) {
      String about = suite.suite() + " " + Verdict.name(key) + " key, ";
      key.failures().forEach(f -> lines.add(about + f.check().title() + ": " + f.detail()));
      if (key.residentOnly() && key.purpose() == KeyPurpose.LEAF) {
        lines.add(suite.suite() + " init and leaf keys, resident only: " + key.wrapping().reason());
      }
      if (key.purpose() == KeyPurpose.LEAF && key.onToken()) {
        lines.addAll(pathKeys(suite, key.importing()));
      }
      if (!key.remark().isEmpty()) {
        lines.add(about + "remark: " + key.remark());
      }
    }
    return lines;
  }

  private static List<String> pathKeys(SuiteReport suite, Wrapping importing) {
    return switch (importing.answer()) {
      case YES ->
          List.of(
              suite.suite()
                  + " path keys, which members derive: in software, or imported where the vault is"
                  + " told to (pathKeys)");
      case NO -> List.of(suite.suite() + " path keys, in software only: " + importing.reason());
      case NOT_ASKED -> List.of();
    };
  }

  /** How it was kept, and whether it could be kept otherwise. */
  private static String custody(KeyReport key) {
    String kept = key.custody().toLowerCase(Locale.ROOT);
    return switch (key.wrapping().answer()) {
      case YES -> kept + " or wrapped";
      case NO -> key.residentOnly() ? kept + " only" : kept;
      case NOT_ASKED -> kept;
    };
  }

  private static String speeds(KeyReport key) {
    return key.speeds().stream()
        .map(speed -> speed.sessions() + ": " + new Rate(speed.perSecond()))
        .collect(Collectors.joining(", "));
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
