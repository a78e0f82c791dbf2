package dev.claviger.mls.group;

import dev.claviger.mls.wire.MlsMessage;
import java.util.List;

/**
 * The Commit of ours that began an epoch.
 *
 * @param welcomes for those whom it added
 */
public record AcceptedCommit(MlsMessage message, List<MlsMessage> welcomes) {
  public AcceptedCommit {
    welcomes = List.copyOf(welcomes);
  }
}
