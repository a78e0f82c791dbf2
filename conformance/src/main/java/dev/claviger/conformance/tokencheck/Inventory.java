package dev.claviger.conformance.tokencheck;

import java.util.List;

/**
 * The keys on the token before and after the check, as far as a vault lists them: those that some
 * Claviger vault has made.
 *
 * @param before how many there were; -1 if they could not be counted
 * @param after how many there are; -1 if they could not be counted
 * @param left what the check made and could not destroy: its name and why
 * @param appeared the names of further keys that were not there before: another user's, or left by
 *     a generation that failed
 * @param failure why they could not be counted, or empty
 */
public record Inventory(
    int before, int after, List<String> left, List<String> appeared, String failure) {
  public Inventory {
    left = left.stream().map(Plain::line).toList();
    appeared = appeared.stream().map(Plain::line).toList();
    failure = Plain.line(failure);
  }

  /** Whether nothing is left behind, and that is known. */
  public boolean clean() {
    return left.isEmpty() && appeared.isEmpty() && failure.isEmpty();
  }

  /** For a reader: one line, and one for each key that is left. */
  List<String> lines() {
    java.util.ArrayList<String> lines = new java.util.ArrayList<>();
    if (clean()) {
      lines.add("Nothing is left behind: keys before " + before + ", after " + after + ".");
    }
    if (!failure.isEmpty()) {
      lines.add("The keys on the token could not be counted: " + failure);
    }
    left.forEach(key -> lines.add("LEFT BEHIND, destroy it by hand: " + key));
    appeared.forEach(
        key -> lines.add("Appeared meanwhile, by another user or a failed generation: " + key));
    return List.copyOf(lines);
  }
}
