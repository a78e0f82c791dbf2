package dev.claviger.mls.spi;

/**
 * The scope is from before a restoration of the store that was found. What was sent since the copy
 * was made is forgotten, so whatever is encrypted now could use a key a second time. A group is
 * rejoined by an external Commit or deleted; a KeyPackage is withdrawn.
 */
public class StoreRestoredException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreRestoredException(StoreScope scope) {
    super(
        scope
            + " is from before the store was restored, and its keys may have been used since: "
            + (scope.kind() == StoreScope.Kind.KEY_PACKAGE
                ? "withdraw it and make another; the group that it was for is joined by an external"
                    + " Commit"
                : "rejoin by an external Commit, or delete it"));
  }
}
