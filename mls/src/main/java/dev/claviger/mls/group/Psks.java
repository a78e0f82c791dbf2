package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ResumptionPskUsage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checking and finding the pre-shared keys of an epoch (RFC 9420 §8.4, §12.1.4). */
final class Psks {
  private static final int MAX_COUNT = 0xFFFF;

  private Psks() {}

  /** The PSKs of one Commit as a list (§12.2). */
  static void check(CipherSuite suite, List<PreSharedKeyId> psks) {
    checkCount(psks);
    Set<PreSharedKeyId> seen = new HashSet<>();
    for (PreSharedKeyId psk : psks) {
      if (!seen.add(psk)) {
        throw new ValidationException(Rule.PSK_IS_INJECTED_ONCE);
      }
      checkNonce(suite, psk);
      checkApplicationUsage(psk);
    }
  }

  /** PSKLabel counts them in a uint16 (§8.4). */
  static void checkCount(List<PreSharedKeyId> psks) {
    if (psks.size() > MAX_COUNT) {
      throw new ValidationException(Rule.PSK_COUNT_FITS, psks.size() + " PSKs");
    }
  }

  static void checkNonce(CipherSuite suite, PreSharedKeyId psk) {
    if (psk.pskNonce().length() != suite.hashLength()) {
      throw new ValidationException(Rule.PSK_NONCE_FITS);
    }
  }

  /** Reinitialization and branching have Welcomes of their own (§12.1.4). */
  static void checkApplicationUsage(PreSharedKeyId psk) {
    if (psk instanceof PreSharedKeyId.Resumption resumption
        && resumption.usage() != ResumptionPskUsage.APPLICATION) {
      throw new ValidationException(
          resumption.usage() == ResumptionPskUsage.REINIT
              ? Rule.REINIT_PSK_STAYS_THERE
              : Rule.BRANCH_PSK_STAYS_THERE);
    }
  }

  /**
   * @throws ValidationException if one of them is not at hand
   */
  static PskSecret secret(ClientContext client, List<PreSharedKeyId> ids) {
    return secret(client.suite(), client.psks(), ids);
  }

  /**
   * @throws ValidationException if one of them is not at hand
   */
  static PskSecret secret(CipherSuite suite, PskLookup psks, List<PreSharedKeyId> ids) {
    List<PskSecret.Psk> found = new ArrayList<>();
    try {
      for (PreSharedKeyId id : ids) {
        Secret key =
            psks.find(id)
                .orElseThrow(() -> new ValidationException(Rule.PSK_IS_AVAILABLE, id.toString()));
        found.add(new PskSecret.Psk(id, key));
      }
      return PskSecret.of(suite, found);
    } finally {
      found.forEach(psk -> psk.key().destroy());
    }
  }
}
