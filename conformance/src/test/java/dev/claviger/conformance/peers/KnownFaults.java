package dev.claviger.conformance.peers;

import dev.claviger.conformance.interop.runner.Outcome;
import java.util.List;

/** Faults of Bouncy Castle 1.84 that random scripts come upon. They show in its own answers. */
final class KnownFaults {
  /** A refusal of its own, as its message names it. */
  private record Fault(String message, String reason) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              "Invalid roster index",
              "RemoveProposal does not find a member that is in the group, once others have"
                  + " updated their leaves"));

  private KnownFaults() {}

  /** Whether a play failed because Bouncy Castle refused what it should not. */
  static boolean excuse(Outcome outcome) {
    Outcome.Failure failure = outcome.failure().orElseThrow();
    for (Fault fault : FAULTS) {
      if (failure.message().contains(" of BouncyCastle ")
          && failure.message().contains(fault.message())) {
        System.out.println(
            "known fault of Bouncy Castle in " + outcome.script().name() + ": " + fault.reason());
        return true;
      }
    }
    return false;
  }
}
