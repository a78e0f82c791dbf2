package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.KeyPackage;
import java.util.List;

/** That nobody was talked into a weaker cipher suite when a group is founded (RFC 9420 §11). */
final class FoundingCheck {
  private FoundingCheck() {}

  /**
   * @param first the KeyPackages of those who are added while the founder is alone
   * @throws ValidationException if all of them support a suite that the founder would rather have
   */
  static void check(ClientContext founder, List<KeyPackage> first) {
    if (first.isEmpty()) {
      return;
    }
    for (CipherSuiteId better : founder.features().betterThan(founder.suite().id())) {
      if (first.stream()
          .allMatch(one -> one.leafNode().capabilities().cipherSuites().contains(better))) {
        throw new ValidationException(Rule.GROUP_SUITE_IS_THE_BEST, "all support " + better);
      }
    }
  }
}
