package dev.claviger.mls;

/**
 * Where a key of the vault is in its life, which begins when it is generated and ends when it is
 * destroyed. A key that is there and in none of these states is nobody's: what made it crashed
 * before it could say what for.
 */
public enum KeyState {
  /**
   * Made for what the group may or may not come to: the init and leaf key of a KeyPackage whose
   * Welcome has not come (RFC 9420 §10), the keys of an Update that nobody has committed (§12.1.2),
   * of a Commit or external Commit of ours that the Delivery Service has not ordered (§12.4, §14),
   * of another's Commit that was inspected and not followed, of an epoch that the group can go back
   * to. It becomes active, or is destroyed.
   */
  PENDING,
  /**
   * In use: the client's signature key, and the signature and leaf key of the current epoch of a
   * group, with the keys of parent nodes if the vault has imported them (§7.4).
   */
  ACTIVE,
  /**
   * Due to be destroyed, for the epoch or KeyPackage that it served is over (§9.2, §16.8), and the
   * vault failed to. It is not used any more, and tried again with the next key.
   */
  RETIRED
}
