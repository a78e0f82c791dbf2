package dev.claviger.mls.stored;

import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackageRef;
import java.util.List;
import java.util.Optional;

/** Where a client keeps its groups and its KeyPackages. Thread-safe. */
public interface KeptClient {
  /** Whether what is kept outlives the client. */
  boolean isLasting();

  /** Keeps a KeyPackage until its Welcome comes. */
  void add(KeyPackageKeys keys);

  /** The KeyPackages whose Welcome has not come. */
  List<KeyPackageRef> keyPackages();

  Optional<KeyPackageKeys> keyPackage(KeyPackageRef ref);

  /** Keeps a KeyPackage no longer; true to one caller only, who destroys the keys. */
  boolean remove(KeyPackageRef ref);

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
   * Keeps a group that we joined with a KeyPackage, which is kept no longer; its init key is
   * destroyed.
   *
   * @throws dev.claviger.mls.rule.ValidationException if there is a group of that name, or the
   *     KeyPackage was used meanwhile
   */
  KeptGroup join(GroupContents contents, KeyPackageKeys keys);
}
