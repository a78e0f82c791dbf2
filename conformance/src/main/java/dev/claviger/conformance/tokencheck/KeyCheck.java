package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.CustodyAttribute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.TokenDisobeyedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks every check of one key. A check that fails is a finding, and the next one follows. */
final class KeyCheck {
  private static final int ROUNDS = 4;

  private final ScratchKeys keys;
  private final Patience patience;
  private final CipherSuite suite;
  private final KeyPurpose purpose;
  private final KeyAlgorithm algorithm;
  private final Map<Check, Finding> findings = new EnumMap<>(Check.class);
  private final List<Speed> speeds = new ArrayList<>();
  private String mechanism = "";
  private String route = "";
  private String custody = "";
  private Wrapping wrapping = Wrapping.NOT_ASKED;
  private Wrapping importing = Wrapping.NOT_ASKED;
  private String remark = "";
  private VaultKey key;

  /** Whether the token left a question about this key without an answer, and is asked no more. */
  private boolean hangs;

  KeyCheck(ScratchKeys keys, Patience patience, CipherSuite suite, KeyPurpose purpose) {
    this.keys = keys;
    this.patience = patience;
    this.suite = suite;
    this.purpose = purpose;
    this.algorithm = purpose == KeyPurpose.SIGNATURE ? suite.signatureScheme() : suite.kem();
  }

  KeyReport run(Effort effort) {
    check(Check.OFFERED, this::offered);
    if (passed(Check.OFFERED)) {
      check(Check.GENERATE, this::generate);
    }
    if (key != null) {
      examine(new KeyUse(suite, key));
      measure(new KeyUse(suite, key), effort);
      bury(new KeyUse(suite, key));
    }
    for (Check check : Check.values()) {
      if (check.asksOf(purpose)) {
        findings.computeIfAbsent(
            check, missed -> new Finding(missed, Outcome.NOT_RUN, "not reached"));
      }
    }
    return new KeyReport(
        purpose,
        algorithm.toString(),
        algorithm.curve().jcaName(),
        mechanism,
        route,
        custody,
        wrapping,
        importing,
        List.copyOf(findings.values()),
        speeds,
        remark);
  }

  private void offered() {
    VaultSupport support = keys.vault().supports(algorithm);
    if (support instanceof VaultSupport.Unsupported no) {
      throw new CheckFailedException(no.reason());
    }
    mechanism = ((VaultSupport.Supported) support).mechanism();
  }

  /** A vault may itself refuse a key that could leave, which answers the check of that too. */
  private void generate() {
    try {
      key = keys.generate(purpose, algorithm);
    } catch (TokenDisobeyedException e) {
      findings.put(Check.ATTRIBUTES, new Finding(Check.ATTRIBUTES, Outcome.FAILED, Plain.line(e)));
      throw e;
    }
  }

  private void examine(KeyUse use) {
    check(Check.USE, use::works);
    check(Check.ATTRIBUTES, this::attributes);
    check(Check.WRONG_CIPHERTEXT, use::refusesTampering);
    check(Check.OFF_CURVE, use::refusesOffCurve);
    check(Check.TWO_SESSIONS, () -> Together.times(2, ROUNDS, use::works));
    aside(
        "whether it can be wrapped",
        () -> wrapping = Wrapping.of(keys.vault(), algorithm, KeyCustody.WRAPPED));
    aside(
        "whether path keys can be imported",
        () -> importing = Wrapping.of(keys.vault(), algorithm, KeyCustody.IMPORTED));
  }

  private void attributes() {
    KeyAttestation told = keys.vault().attest(key.ref());
    route = told.route().map(AgreementRoute::name).orElse("");
    custody = told.custody().name();
    List<String> wrong = new ArrayList<>();
    Consumer<String> complain = wrong::add;
    remark = String.join("; ", told.remarks());
    unless(told.sensitive(), "CKA_SENSITIVE is false", complain);
    unless(
        told.neverExtractable() || told.untold().contains(CustodyAttribute.NEVER_EXTRACTABLE),
        "CKA_NEVER_EXTRACTABLE is false",
        complain);
    unless(
        told.local() || told.untold().contains(CustodyAttribute.LOCAL),
        "CKA_LOCAL is false",
        complain);
    unless(key.privateKey().getEncoded() == null, "the handle has an encoding", complain);
    unless(told.purpose() == purpose, "the purpose reads back as " + told.purpose(), complain);
    unless(
        told.algorithm() == algorithm, "the algorithm reads back as " + told.algorithm(), complain);
    unless(
        told.route().isPresent() != (purpose == KeyPurpose.SIGNATURE),
        "the route reads back as " + told.route().map(AgreementRoute::name).orElse("none"),
        complain);
    if (!wrong.isEmpty()) {
      throw new CheckFailedException(String.join(", ", wrong));
    }
  }

  private static void unless(boolean right, String otherwise, Consumer<String> complain) {
    if (!right) {
      complain.accept(otherwise);
    }
  }

  /** Init and leaf keys are of one kind: measured once. What does not work is not measured. */
  private void measure(KeyUse use, Effort effort) {
    if (!effort.measures() || purpose == KeyPurpose.INIT || !passed(Check.USE)) {
      return;
    }
    for (int sessions : new int[] {1, effort.sessions()}) {
      aside(
          "its speed on " + sessions,
          () -> speeds.add(Together.speed(sessions, effort.time(), use.operation())));
    }
  }

  /** Something else to know of the key, on which nothing depends. */
  private void aside(String what, Runnable step) {
    if (hangs) {
      return;
    }
    try {
      patience.wait(step);
    } catch (NoAnswerException e) {
      hangs = true;
      remark(what + " is not known: " + Plain.line(e));
    } catch (RuntimeException e) {
      remark(what + " is not known: " + Plain.line(e));
    }
  }

  private void remark(String another) {
    remark = remark.isEmpty() ? another : remark + "; " + another;
  }

  private void bury(KeyUse use) {
    KeyRef ref = key.ref();
    hangs = false; // It is asked once more, for what was made must go.
    check(Check.DESTROY, () -> keys.destroy(ref));
    if (passed(Check.DESTROY)) {
      check(Check.AFTER_DESTROY, use::refusesBecauseDestroyed);
    }
  }

  private void check(Check check, Runnable step) {
    if (hangs || !check.asksOf(purpose)) {
      return;
    }
    Finding finding = new Finding(check, Outcome.PASSED, "");
    try {
      patience.wait(step);
    } catch (NoAnswerException e) {
      hangs = true;
      finding = new Finding(check, e.asked() ? Outcome.NO_ANSWER : Outcome.NOT_RUN, Plain.line(e));
    } catch (RuntimeException e) {
      finding = new Finding(check, Outcome.FAILED, Plain.line(e));
    }
    findings.put(check, finding);
  }

  private boolean passed(Check check) {
    return findings.containsKey(check) && findings.get(check).outcome() == Outcome.PASSED;
  }
}
