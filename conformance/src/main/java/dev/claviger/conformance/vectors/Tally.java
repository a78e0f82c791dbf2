package dev.claviger.conformance.vectors;

import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.rule.ValidationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What became of the vectors of a file: every one is counted, under exactly one heading. */
public final class Tally {
  private int passed;
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Integer> notRun = new LinkedHashMap<>();

  /** Runs every entry of a file that is one array of vectors. */
  public static Tally ofEntries(VectorFile file, Function<Fields, Verdict> check) {
    Tally tally = new Tally();
    List<Fields> entries = file.entries();
    for (int i = 0; i < entries.size(); i++) {
      Fields entry = entries.get(i);
      tally.run("[" + i + "]", () -> check.apply(entry));
    }
    return tally;
  }

  /** Runs one vector. Whatever it throws is a failure of that vector and of no other. */
  public void run(String id, Supplier<Verdict> vector) {
    try {
      count(vector.get());
    } catch (MismatchException | MalformedVectorException e) {
      failures.add(id + ": " + e.getMessage());
    } catch (ValidationException | DecodeException e) {
      failures.add(id + ": refused: " + e.getMessage());
    } catch (RuntimeException e) {
      failures.add(id + ": " + e);
    }
  }

  /** Counts vectors that nobody can run, and why. */
  public void notRun(int vectors, String reason) {
    notRun.merge(reason, vectors, Integer::sum);
  }

  public int passed() {
    return passed;
  }

  public int failed() {
    return failures.size();
  }

  public int notRun() {
    return notRun.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** All vectors that were counted. */
  public int total() {
    return passed + failed() + notRun();
  }

  /** One line for each failed vector, in their order. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Adds another file's counts to these. */
  public void add(Tally other) {
    passed += other.passed;
    failures.addAll(other.failures);
    other.notRun.forEach((reason, vectors) -> notRun(vectors, reason));
  }

  /** {@code N passed, M failed, K not run}. */
  public String counts() {
    return passed + " passed, " + failed() + " failed, " + notRun() + " not run";
  }

  /** {@code N passed, M failed, K not run (why)}. */
  public String summary() {
    return notRun.isEmpty() ? counts() : counts() + " (" + reasons() + ")";
  }

  private String reasons() {
    if (notRun.size() == 1) {
      return notRun.keySet().iterator().next();
    }
    return notRun.entrySet().stream()
        .map(e -> e.getValue() + ": " + e.getKey())
        .collect(Collectors.joining("; "));
  }

  private void count(Verdict verdict) {
    if (verdict instanceof Verdict.NotRun skipped) {
      notRun(1, skipped.reason());
    } else {
      passed++;
    }
  }
}
