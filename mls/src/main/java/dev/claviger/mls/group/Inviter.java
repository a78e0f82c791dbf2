package dev.claviger.mls.group;

import dev.claviger.crypto.Lists;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import java.util.List;

/**
 * Who signed the GroupInfo in the Welcome that let us in (RFC 9420 §12.4.3.1).
 *
 * @param seat as it was then
 * @param extensions of the GroupInfo, but for the ratchet tree
 */
public record Inviter(Seat seat, List<Extension> extensions) {
  public Inviter {
    extensions = List.copyOf(extensions);
  }

  public static Inviter of(Joining.Welcomed welcomed) {
    LeafIndex signer = welcomed.groupInfo().signer();
    return new Inviter(
        new Seat(signer, welcomed.state().tree().leaf(signer).orElseThrow()),
        welcomed.groupInfo().extensions().stream()
            .filter(e -> !e.extensionType().equals(ExtensionType.RATCHET_TREE))
            .collect(Lists.toList()));
  }
}
