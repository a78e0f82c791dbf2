package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.DeferringVault;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackageRef;
import dev.claviger.mls.wire.LastResort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Keeps KeyPackages in memory, and leaves groups to those who hold them. */
public final class UnstoredClient implements KeptClient {
  private final ClientContext client;
  private final DeferringVault vault;
  private final Map<KeyPackageRef, KeyPackageKeys> waiting = new ConcurrentHashMap<>();
  private final Set<KeyPackageRef> used = ConcurrentHashMap.newKeySet();
  private List<PooledKeyPackage> pool = List.of();

  /**
   * @param vault that of the client
   */
  public UnstoredClient(ClientContext client, DeferringVault vault) {
    this.client = client;
    this.vault = vault;
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
  public Optional<List<KeyRef>> remove(KeyPackageRef ref) {
    return Optional.ofNullable(waiting.remove(ref))
        .map(keys -> List.of(keys.initKey().ref(), keys.leafKey().ref()));
  }

  @Override
  public boolean isUsed(KeyPackageRef ref) {
    return used.contains(ref);
  }

  /** Nothing here outlives a crash. */
  @Override
  public void sweep(KeyPackageRef ref) {}

  @Override
  public synchronized List<PooledKeyPackage> pool() {
    return pool;
  }

  @Override
  public synchronized List<PooledKeyPackage> changePool(
      List<KeyPackageKeys> candidates, UnaryOperator<List<PooledKeyPackage>> change) {
    pool = List.copyOf(change.apply(pool));
    Set<KeyPackageRef> listed =
        pool.stream().map(PooledKeyPackage::ref).collect(Collectors.toSet());
    candidates.stream()
        .filter(keys -> listed.contains(keys.keyPackage().ref(client.suite())))
        .forEach(this::add);
    return pool;
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
    KeyPackageRef ref = keys.keyPackage().ref(client.suite());
    if (LastResort.marks(keys.keyPackage())) {
      waiting.computeIfPresent(
          ref,
          (same, there) -> {
            vault.share(keys.leafKey().ref());
            used.add(ref);
            return there;
          });
      if (!waiting.containsKey(ref)) {
        throw new ValidationException(Rule.WELCOME_IS_FOR_US);
      }
    } else if (waiting.remove(ref) == null) {
      throw new ValidationException(Rule.WELCOME_IS_FOR_US);
    } else {
      vault.destroy(keys.initKey().ref());
    }
    return new UnstoredGroup(contents);
  }
}
