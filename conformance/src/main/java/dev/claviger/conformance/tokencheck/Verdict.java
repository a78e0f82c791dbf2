package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyPurpose;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an operator makes of a suite's report. */
final class Verdict {
  private Verdict() {}

  static String of(SuiteReport suite) {
    if (suite.whole()) {
      return "keys can live here; " + routes(suite) + custody(suite);
    }
    if (suite.keys().stream().allMatch(KeyReport::untried)) {
      return "not tried, for the token stopped answering";
    }
    List<KeyReport> serving = suite.keys().stream().filter(KeyReport::serves).toList();
    String what =
        serving.isEmpty()
            ? "none of the keys can live here, "
            : serving.stream().map(Verdict::name).collect(Collectors.joining(" and ")) + " only, ";
    return what
        + suite.keys().stream()
            .filter(key -> !key.serves())
            .map(key -> reason(key, serving))
            .distinct()
            .collect(Collectors.joining("; "));
  }

  /** A key's purpose in a word. */
  static String name(KeyReport key) {
    return key.purpose().name().toLowerCase(Locale.ROOT);
  }

  private static String custody(SuiteReport suite) {
    List<KeyReport> only = suite.keys().stream().filter(KeyReport::residentOnly).toList();
    if (!only.isEmpty()) {
      return "; keys resident only, the token does not wrap " + only.get(0).curve();
    }
    boolean wraps =
        suite.keys().stream().anyMatch(key -> key.wrapping().answer() == Wrapping.Answer.YES);
    return wraps ? "; init and leaf keys resident or wrapped" : "";
  }

  /** The first failure; but a token that disobeys may have its key refused before, by the vault. */
  private static String reason(KeyReport key, List<KeyReport> serving) {
    if (key.untried()) {
      return "the " + name(key) + " key was not tried, for the token stopped answering";
    }
    if (key.failures().get(0).outcome() == Outcome.NO_ANSWER) {
      return "the token did not answer when the " + name(key) + " key was tried";
    }
    Check first = key.failed(Check.ATTRIBUTES) ? Check.ATTRIBUTES : key.failures().get(0).check();
    if (first != Check.OFFERED) {
      return "the " + name(key) + " key " + first.failure();
    }
    boolean signs = serving.stream().anyMatch(one -> one.curve().equals(key.curve()));
    return (signs ? "no agreement on " : "no ") + key.curve();
  }

  private static String routes(SuiteReport suite) {
    return suite.keys().stream()
        .filter(key -> key.purpose() != KeyPurpose.SIGNATURE)
        .map(key -> route(AgreementRoute.valueOf(key.route())))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String route(AgreementRoute route) {
    return switch (route) {
      case DIGEST_KEY, ON_TOKEN_HKDF -> "route " + route + ", dh never leaves";
      case RAW_SECRET -> "route " + route + ", dh leaves for this host's memory";
      case SOFTWARE -> "route " + route + ", key and dh are in this host's memory";
    };
  }
}
