package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ResumptionPskUsage;

/** Names for an injection of a pre-shared key, each with a fresh nonce (RFC 9420 §8.4). */
public final class PskIds {
  private PskIds() {}

  /** A key of the application's. */
  public static PreSharedKeyId external(CipherSuite suite, Bytes pskId) {
    return new PreSharedKeyId.External(pskId, nonce(suite));
  }

  /** The resumption PSK of an epoch of a group. */
  public static PreSharedKeyId.Resumption resumption(
      CipherSuite suite, ResumptionPskUsage usage, GroupId groupId, long epoch) {
    return new PreSharedKeyId.Resumption(usage, groupId, epoch, nonce(suite));
  }

  private static Bytes nonce(CipherSuite suite) {
    return suite.randomBytes(suite.hashLength());
  }
}
