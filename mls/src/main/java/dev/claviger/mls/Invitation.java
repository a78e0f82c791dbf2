package dev.claviger.mls;

import dev.claviger.mls.group.Inviter;
import dev.claviger.mls.wire.Extension;
import java.util.List;

/**
 * How a Welcome let us in (RFC 9420 §12.4.3.1): the GroupInfo in it is signed by a member.
 *
 * @param inviter who signed it, as it was then
 * @param extensions of the GroupInfo, but for the ratchet tree; unknown ones and GREASE among them
 */
public record Invitation(Member inviter, List<Extension> extensions) {
  public Invitation {
    extensions = List.copyOf(extensions);
  }

  static Invitation of(Inviter inviter) {
    return new Invitation(Member.of(inviter.seat()), inviter.extensions());
  }
}
