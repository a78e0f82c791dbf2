package dev.claviger.mls;

import java.util.List;

/**
 * A group that comes from another, and what lets its members in. Its first Commit goes to nobody
 * and competes with none, so that its Welcomes need not wait (RFC 9420 §14).
 *
 * @param welcomes the encodings of MLSMessages, to be sent to all who were added; empty if nobody
 */
public record NewGroup(Group group, List<byte[]> welcomes) {
  public NewGroup {
    welcomes = List.copyOf(welcomes);
  }
}
