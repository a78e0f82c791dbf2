package dev.claviger.crypto.key;

/**
 * A derived key that was imported into a token is not there any more: session objects die with
 * their session, when the token logs out, restarts or is reconnected. All derived keys that the
 * vault had imported by then are gone like it; its generated keys are not. No software key takes
 * their place.
 *
 * <p>The group is as it was before the call. A Commit of ours with a path gives the member new keys
 * all the way up (RFC 9420 §7.5), and so does another's Commit that covers an Update of ours, which
 * is sealed to our leaf (§12.1.2). A Commit of another that was sealed to a key now gone cannot be
 * followed; then an external Commit is the way back into the group (§12.4.3.2).
 */
public final class PathKeysLostException extends VaultException {
  private static final long serialVersionUID = 1L;

  public PathKeysLostException(KeyRef ref) {
    super(
        ref
            + " died with its session on the token, and so did all derived keys imported before;"
            + " make a Commit with a path, or propose an Update and have it committed; if a Commit"
            + " of another was ordered first, join the group again by an external Commit");
  }
}
