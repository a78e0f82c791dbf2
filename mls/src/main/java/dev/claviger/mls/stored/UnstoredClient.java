package dev.claviger.mls.stored;

import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackageRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps KeyPackages in memory, and leaves groups to those who hold them. */
public final class UnstoredClient implements KeptClient {
  private final ClientContext client;
  private final Map<KeyPackageRef, KeyPackageKeys> waiting = new ConcurrentHashMap<>();

  public UnstoredClient(ClientContext client) {
    this.client = client;
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  @Override
  public void add(KeyPackageKeys keys) {
    waiting.put(keys.keyPackage().ref(client.suite()), keys);
  }

  @Override
  public List<KeyPackageRef> keyPackages() {
    return List.copyOf(waiting.keySet());
  }

  @Override
  public Optional<KeyPackageKeys> keyPackage(KeyPackageRef ref) {
    return Optional.ofNullable(waiting.get(ref));
  }

  @Override
  public boolean remove(KeyPackageRef ref) {
    return waiting.remove(ref) != null;
  }

  @Override
  public List<GroupId> groups() {
    return List.of();
  }

  @Override
  public boolean knows(GroupId groupId) {
    return false;
  }

  @Override
  public KeyNames keyNames(GroupId groupId) {
    return new KeyNames(Map.of(), Map.of());
  }

  @Override
  public Optional<KeptGroup> open(GroupId groupId) {
    return Optional.empty();
  }

  @Override
  public KeptGroup create(GroupContents contents) {
    return new UnstoredGroup(contents);
  }

  @Override
  public KeptGroup join(GroupContents contents, KeyPackageKeys keys) {
    if (!remove(keys.keyPackage().ref(client.suite()))) {
      throw new ValidationException(Rule.WELCOME_IS_FOR_US);
    }
    client.vault().destroy(keys.initKey().ref());
    return new UnstoredGroup(contents);
  }
}
