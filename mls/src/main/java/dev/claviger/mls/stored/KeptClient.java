package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackageRef;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where a client keeps its groups and its KeyPackages. Thread-safe. */
public interface KeptClient {
  /** Whether what is kept outlives the client. */
  boolean isLasting();

  /** Keeps a KeyPackage until its Welcome comes. */
  void add(KeyPackageKeys keys);

  /** The KeyPackages whose Welcome has not come. */
  List<KeyPackageRef> keyPackages();

  Optional<KeyPackageKeys> keyPackage(KeyPackageRef ref);

  /**
   * Keeps a KeyPackage no longer.
   *
   * @return the keys that nobody needs any more, for the caller to destroy; empty if it is not
   *     kept, or another caller was faster
   */
  Optional<List<KeyRef>> remove(KeyPackageRef ref);

  /** Whether a group has the leaf key of a KeyPackage of last resort. */
  boolean isUsed(KeyPackageRef ref);

  /** Finishes what a crash interrupted, of a KeyPackage that waits no longer. */
  void sweep(KeyPackageRef ref);

  /** The list of the pool of KeyPackages. */
  List<PooledKeyPackage> pool();

  /**
   * Changes that list, alone on it.
   *
   * @param candidates KeyPackages that may come to be on it; those that do are kept from then on
   * @param change makes of what is there what shall be; may be asked more than once
   * @return what is on it then
   */
  List<PooledKeyPackage> changePool(
      List<KeyPackageKeys> candidates, UnaryOperator<List<PooledKeyPackage>> change);

  /** The names of the groups that are kept. */
  List<GroupId> groups();

  /** Whether there is one of that name; costs one look, however many there are. */
  boolean knows(GroupId groupId);

  /** The keys of a group that is kept; none if it is not. */
  KeyNames keyNames(GroupId groupId);

  /** A group that is kept and in nobody's hands. */
  Optional<KeptGroup> open(GroupId groupId);

  /**
   * Keeps a group that begins for us.
   *
   * @throws dev.claviger.mls.rule.ValidationException if there is a group of that name
   */
  KeptGroup create(GroupContents contents);

  /**
   * Keeps a group that we joined with a KeyPackage, which is kept no longer and whose init key is
   * destroyed; but one of last resort stays, and its leaf key until the last has let it go.
   *
   * @throws dev.claviger.mls.rule.ValidationException if there is a group of that name, or the
   *     KeyPackage was used meanwhile
   */
  KeptGroup join(GroupContents contents, KeyPackageKeys keys);
}
