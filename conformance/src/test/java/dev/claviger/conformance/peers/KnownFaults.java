package dev.claviger.conformance.peers;

import dev.claviger.conformance.interop.runner.Outcome;
import java.util.List;

/** Faults of Bouncy Castle 1.84 that scripts come upon, and how they show. */
final class KnownFaults {
  /**
   * A refusal.
   *
   * @param by who refused: Bouncy Castle what is right, or we what is wrong
   * @param message part of what was said
   */
  private record Fault(String by, String message, String reason) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              " of BouncyCastle ",
              "Invalid roster index",
              "RemoveProposal takes the index of a leaf for a place in the list of members, and so"
                  + " does not find a member behind a blank leaf"),
          new Fault(
              "HandleReInitWelcome of Claviger ",
              "PSK_NONCE_FITS",
              "the psk_nonce of a reinitialization is as long as the hash of the old group's suite,"
                  + " and not of the new one's (RFC 9420 §8.4)"));

  private KnownFaults() {}

  /** Whether a play failed by one of them. */
  static boolean excuse(Outcome outcome) {
    String said = outcome.failure().orElseThrow().message();
    for (Fault fault : FAULTS) {
      if (said.contains(fault.by()) && said.contains(fault.message())) {
        System.out.println(
            "known fault of Bouncy Castle in " + outcome.script().name() + ": " + fault.reason());
        return true;
      }
    }
    return false;
  }
}
