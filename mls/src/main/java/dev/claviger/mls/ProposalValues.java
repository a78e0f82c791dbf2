package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.group.PskIds;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.ResumptionPskUsage;
import java.util.List;

/** Proposals from what a caller has at hand, whether they go by value or by reference. */
final class ProposalValues {
  private ProposalValues() {}

  static Add add(byte[] keyPackageMessage) {
    if (MlsMessage.decode(Bytes.copyOf(keyPackageMessage)).body() instanceof KeyPackage decoded) {
      return new Add(decoded);
    }
    throw new ValidationException(Rule.MESSAGE_IS_OF_THIS_KIND, "a KeyPackage is expected");
  }

  static PreSharedKey psk(CipherSuite suite, Bytes pskId) {
    return new PreSharedKey(PskIds.external(suite, pskId));
  }

  static PreSharedKey resumptionPsk(CipherSuite suite, GroupId groupId, long epoch) {
    return new PreSharedKey(
        PskIds.resumption(suite, ResumptionPskUsage.APPLICATION, groupId, epoch));
  }

  static ReInit reInit(GroupId groupId, CipherSuiteId suite, List<Extension> extensions) {
    return new ReInit(groupId, ProtocolVersion.MLS10, suite, extensions);
  }
}
