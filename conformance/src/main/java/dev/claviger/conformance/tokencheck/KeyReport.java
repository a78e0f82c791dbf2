package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import java.util.List;
import java.util.Optional;

/**
 * What was found out of one of the three keys of a member in a suite.
 *
 * @param algorithm the signature scheme or KEM
 * @param mechanism that uses the key, as the vault names it; empty if it has none
 * @param route of an HPKE key to the KEM's pseudo-random key, as read back; empty if not known, or
 *     if it is a signature key
 * @param custody as read back: RESIDENT, WRAPPED or SOFTWARE; empty if not known
 * @param wrapping whether the token could have it wrapped instead
 * @param importing whether the token takes over derived keys of its kind, those of parent nodes
 * @param findings one for each check that is asked of such a key, in the checks' order
 * @param speeds on one session and on several; empty if not measured
 * @param remark what the vault says of attributes that this token does not tell rightly, and why
 *     something else about the key is not known, if that was tried; else empty
 */
public record KeyReport(
    KeyPurpose purpose,
    String algorithm,
    String curve,
    String mechanism,
    String route,
    String custody,
    Wrapping wrapping,
    Wrapping importing,
    List<Finding> findings,
    List<Speed> speeds,
    String remark) {
  public KeyReport {
    mechanism = Plain.line(mechanism);
    importing = importing == null ? Wrapping.NOT_ASKED : importing; // of an older version
    findings = List.copyOf(findings);
    speeds = List.copyOf(speeds);
    remark = Plain.line(remark);
  }

  /** Whether a member's key can live here: every check was run and passed. */
  public boolean serves() {
    return findings.stream().allMatch(finding -> finding.outcome() == Outcome.PASSED);
  }

  /** Empty if the check is not asked of such a key. */
  Optional<Outcome> outcome(Check check) {
    return findings.stream()
        .filter(finding -> finding.check() == check)
        .map(Finding::outcome)
        .findFirst();
  }

  boolean failed(Check check) {
    return outcome(check).filter(Outcome.FAILED::equals).isPresent();
  }

  /** Whether it lives on the token, which does not wrap it. */
  boolean residentOnly() {
    return wrapping.answer() == Wrapping.Answer.NO && custody.equals(KeyCustody.RESIDENT.name());
  }

  boolean onToken() {
    return custody.equals(KeyCustody.RESIDENT.name()) || custody.equals(KeyCustody.WRAPPED.name());
  }

  /** Whether nothing was found out about it. */
  boolean untried() {
    return findings.stream().allMatch(finding -> finding.outcome() == Outcome.NOT_RUN);
  }

  /** In their order, the checks that failed or got no answer. */
  List<Finding> failures() {
    return findings.stream()
        .filter(
            finding ->
                finding.outcome() == Outcome.FAILED || finding.outcome() == Outcome.NO_ANSWER)
        .toList();
  }
}
