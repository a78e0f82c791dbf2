package dev.claviger.mls.group;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.PskSource;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ResumptionPskUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pre-shared keys of a client: those of the application, and of the last epochs of each of its
 * groups the resumption PSKs (RFC 9420 §8.6), with the members that a subgroup may have.
 * Thread-safe.
 */
public final class KnownPsks implements PskLookup {
  private final PskSource external;
  private final int keptEpochs;
  private final Map<GroupId, TreeMap<Long, Origin>> past = new HashMap<>();

  /**
   * @param keptEpochs of each group, the current one included
   */
  public KnownPsks(PskSource external, int keptEpochs) {
    this.external = external;
    this.keptEpochs = keptEpochs;
  }

  /** Those for reinitialization and branching come with their group: {@link #origin}. */
  @Override
  public Optional<Secret> find(PreSharedKeyId id) {
    if (id instanceof PreSharedKeyId.External named) {
      return external.find(named.pskId());
    }
    return id instanceof PreSharedKeyId.Resumption resumption
            && resumption.usage() == ResumptionPskUsage.APPLICATION
        ? kept(resumption).map(Origin::resumptionPsk)
        : Optional.empty();
  }

  @Override
  public Optional<Origin> origin(PreSharedKeyId.Resumption id) {
    return kept(id);
  }

  @Override
  public synchronized void entered(GroupState epoch) {
    TreeMap<Long, Origin> kept =
        past.computeIfAbsent(epoch.context().groupId(), id -> new TreeMap<>(Long::compareUnsigned));
    kept.put(epoch.context().epoch(), Origin.of(epoch));
    while (kept.size() > keptEpochs) {
      kept.pollFirstEntry().getValue().close();
    }
  }

  @Override
  public synchronized void rewound(GroupState epoch) {
    TreeMap<Long, Origin> kept =
        past.getOrDefault(epoch.context().groupId(), new TreeMap<>(Long::compareUnsigned));
    Map<Long, Origin> after = kept.tailMap(epoch.context().epoch(), true);
    after.values().forEach(Origin::close);
    after.clear();
    entered(epoch);
  }

  @Override
  public synchronized List<Origin> kept(GroupId groupId) {
    return List.copyOf(past.getOrDefault(groupId, new TreeMap<>()).values());
  }

  @Override
  public synchronized void restored(GroupId groupId, List<Origin> epochs) {
    left(groupId);
    TreeMap<Long, Origin> kept = new TreeMap<>(Long::compareUnsigned);
    epochs.forEach(epoch -> kept.put(epoch.context().epoch(), epoch));
    past.put(groupId, kept);
  }

  @Override
  public synchronized void left(GroupId groupId) {
    TreeMap<Long, Origin> kept = past.remove(groupId);
    if (kept != null) {
      kept.values().forEach(Origin::close);
    }
  }

  /** A copy. */
  private synchronized Optional<Origin> kept(PreSharedKeyId.Resumption id) {
    TreeMap<Long, Origin> kept = past.getOrDefault(id.pskGroupId(), new TreeMap<>());
    return Optional.ofNullable(kept.get(id.pskEpoch())).map(Origin::copy);
  }
}
