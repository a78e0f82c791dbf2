package dev.claviger.conformance.interop.server;

import dev.claviger.mls.SuspendedGroup;
import dev.claviger.mls.wire.KeyPackage;

/**
 * A member between two groups (RFC 9420 §11.2).
 *
 * @param oldStateId of the group that was suspended
 * @param party the client for the new group, of its cipher suite
 * @param keyPackage of that client, for whoever creates the new group
 */
record Reinitialization(int oldStateId, SuspendedGroup old, Party party, KeyPackage keyPackage)
    implements Held {
  @Override
  public void free() {
    party.release();
  }
}
