package dev.claviger.mls.group;

import dev.claviger.mls.wire.Extension;
import java.util.List;

/**
 * How new members are welcomed (RFC 9420 §12.4.3.1).
 *
 * @param treeInside whether the GroupInfo carries the ratchet tree; otherwise it goes beside
 * @param onePerJoiner a Welcome for each new member, instead of one for all
 * @param extensions of the GroupInfo, beside the tree
 */
public record WelcomeForm(boolean treeInside, boolean onePerJoiner, List<Extension> extensions) {
  /** One for all, with the tree inside. */
  public static final WelcomeForm DEFAULT = new WelcomeForm(true, false, List.of());

  public WelcomeForm {
    extensions = List.copyOf(extensions);
  }
}
