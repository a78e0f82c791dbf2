package dev.claviger.mls.group;

import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.CredentialValidator.Presented;
import dev.claviger.mls.spi.CredentialValidator.Role;
import dev.claviger.mls.spi.CredentialValidator.Verdict;
import dev.claviger.mls.wire.Credential;
import java.util.ArrayList;
import java.util.List;

/** The credentials of one operation, which the validator is asked for all at once (§5.3.1). */
final class CredentialBatch {
  private final List<Presented> presented = new ArrayList<>();

  void add(Credential credential, SignaturePublicKey signatureKey, Role role) {
    presented.add(new Presented(credential, signatureKey, role));
  }

  /**
   * Asks, if there is anything to ask.
   *
   * @throws ValidationException that names the first one that is not accepted
   * @throws IllegalStateException if the validator does not answer for each of them
   */
  void ask(CredentialValidator validator) {
    if (presented.isEmpty()) {
      return;
    }
    List<Verdict> verdicts = validator.validateAll(List.copyOf(presented));
    if (verdicts.size() != presented.size()) {
      throw new IllegalStateException(
          "the validator was asked for "
              + presented.size()
              + " credentials and answered for "
              + verdicts.size());
    }
    for (int i = 0; i < presented.size(); i++) {
      if (!(verdicts.get(i) instanceof Verdict.Accepted)) {
        throw new ValidationException(
            ruleFor(presented.get(i).role()), place(i) + ": " + reason(verdicts.get(i)));
      }
    }
  }

  private static Rule ruleFor(Role role) {
    if (role instanceof Role.Successor) {
      return Rule.CREDENTIAL_SUCCEEDS;
    }
    return role instanceof Role.ExternalSender
        ? Rule.EXTERNAL_SENDER_IS_VALID
        : Rule.CREDENTIAL_IS_VALID;
  }

  /** Whose credential it is. */
  private String place(int position) {
    Role role = presented.get(position).role();
    if (role instanceof Role.Member member) {
      return "leaf " + member.index();
    }
    if (role instanceof Role.Successor successor) {
      return "leaf " + successor.index();
    }
    if (role instanceof Role.ExternalSender sender) {
      return "external sender " + sender.index();
    }
    long before =
        presented.subList(0, position).stream()
            .filter(p -> p.role() instanceof Role.Joiner)
            .count();
    return "joiner " + before;
  }

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Rejected rejected ? rejected.reason() : "no verdict";
  }
}
