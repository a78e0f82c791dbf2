package dev.claviger.conformance.interop.server;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.Member;
import dev.claviger.mls.wire.Credential;
import java.util.List;

/** The harness names members by the identities of their basic credentials. */
final class Members {
  private Members() {}

  /**
   * @throws IllegalArgumentException if no member or more than one bears that identity
   */
  static Member named(Bytes identity, List<Member> members) {
    Credential wanted = new Credential.Basic(identity);
    List<Member> found =
        members.stream().filter(member -> member.credential().equals(wanted)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.size() + " members of the group have the identity " + wanted);
    }
    return found.get(0);
  }
}
