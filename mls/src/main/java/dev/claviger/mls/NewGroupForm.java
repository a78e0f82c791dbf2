package dev.claviger.mls;

import dev.claviger.mls.group.WelcomeForm;
import java.util.List;

/**
 * How a group that comes from another begins (RFC 9420 §11.2, §11.3).
 *
 * @param treeInside whether the Welcome carries the ratchet tree; otherwise {@link
 *     Group#ratchetTree} goes beside it
 * @param withPath whether its first Commit has a path, which that of a group of one may omit
 */
public record NewGroupForm(boolean treeInside, boolean withPath) {
  /** The tree inside, and no path. */
  public static final NewGroupForm DEFAULT = new NewGroupForm(true, false);

  WelcomeForm welcome() {
    return new WelcomeForm(treeInside, false, List.of());
  }
}
