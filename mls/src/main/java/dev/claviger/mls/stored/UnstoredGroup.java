package dev.claviger.mls.stored;

import dev.claviger.mls.group.GroupContents;
import java.util.function.Function;

/** A group that lives in memory, and no longer than that. */
public final class UnstoredGroup implements KeptGroup {
  private GroupContents contents;

  public UnstoredGroup(GroupContents contents) {
    this.contents = contents;
  }

  @Override
  public GroupContents contents() {
    return contents;
  }

  @Override
  public <T> T change(Function<GroupContents, T> action) {
    return action.apply(contents);
  }

  @Override
  public GroupContents readyToSend() {
    return contents;
  }

  /** Nothing of it is ever restored. */
  @Override
  public void checkMaySend() {}

  @Override
  public void replace(GroupContents next) {
    contents.giveWay();
    contents = next;
  }

  /** Nobody could ever use its keys again. */
  @Override
  public void close() {
    if (contents.current().isPresent()) {
      contents.end();
    }
  }
}
