package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.key.KeyPurpose;

/** What is asked of a key, in this order. */
public enum Check {
  OFFERED("offered", "has no mechanism", "the vault tried such a key out, and it worked"),
  GENERATE("made", "is not made", "a lasting key pair is made on the token"),
  USE("works", "does not work", "software verifies what it signed, or it opens what was sealed"),
  ATTRIBUTES(
      "obeyed",
      "could leave, or was not made there",
      "read back: CKA_SENSITIVE, CKA_NEVER_EXTRACTABLE and CKA_LOCAL are true, or a remark says"
          + " that this token is known to tell one wrongly"),
  WRONG_CIPHERTEXT("tampered", "opens a tampered ciphertext", "a changed ciphertext is refused"),
  OFF_CURVE(
      "off curve",
      "takes a public key off the curve",
      "a public key off the curve is refused, by the vault or the token; of X25519 and X448 one of"
          + " small order (RFC 9180 §7.1.4)"),
  TWO_SESSIONS("2 at once", "fails on two sessions at once", "two sessions use it at once"),
  DESTROY("destroyed", "is not destroyed", "it is destroyed when asked, and gone"),
  AFTER_DESTROY(
      "stays gone",
      "is not refused as it should be once destroyed",
      "an operation after that is refused with the error for it");

  private final String title;
  private final String failure;
  private final String meaning;

  Check(String title, String failure, String meaning) {
    this.title = title;
    this.failure = failure;
    this.meaning = meaning;
  }

  /** The heading of its column. */
  public String title() {
    return title;
  }

  /** What a key that fails it does, as the end of a sentence about the key. */
  String failure() {
    return failure;
  }

  /** What passing it means, for a reader. */
  public String meaning() {
    return meaning;
  }

  /** Signatures are verified in software: a token meets foreign input only when it agrees. */
  boolean asksOf(KeyPurpose purpose) {
    return purpose != KeyPurpose.SIGNATURE || (this != WRONG_CIPHERTEXT && this != OFF_CURVE);
  }
}
