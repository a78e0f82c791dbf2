package dev.claviger.mls.group;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.PskSource;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ResumptionPskUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pre-shared keys of a client: those of the application, and the resumption PSKs of the last
 * epochs of each of its groups (RFC 9420 §8.6). Thread-safe.
 */
public final class KnownPsks implements PskLookup {
  private final PskSource external;
  private final int keptEpochs;
  private final Map<GroupId, TreeMap<Long, Secret>> resumption = new HashMap<>();

  /**
   * @param keptEpochs of each group, the current one included
   */
  public KnownPsks(PskSource external, int keptEpochs) {
    this.external = external;
    this.keptEpochs = keptEpochs;
  }

  /** Those for reinitialization and branching are found elsewhere: in the group itself. */
  @Override
  public Optional<Secret> find(PreSharedKeyId id) {
    if (id instanceof PreSharedKeyId.External named) {
      return external.find(named.pskId());
    }
    return id instanceof PreSharedKeyId.Resumption past
            && past.usage() == ResumptionPskUsage.APPLICATION
        ? find(past)
        : Optional.empty();
  }

  @Override
  public synchronized void entered(GroupState epoch) {
    TreeMap<Long, Secret> kept =
        resumption.computeIfAbsent(
            epoch.context().groupId(), id -> new TreeMap<>(Long::compareUnsigned));
    kept.put(epoch.context().epoch(), epoch.resumptionPsk());
    while (kept.size() > keptEpochs) {
      kept.pollFirstEntry().getValue().destroy();
    }
  }

  @Override
  public synchronized void left(GroupId groupId) {
    TreeMap<Long, Secret> kept = resumption.remove(groupId);
    if (kept != null) {
      kept.values().forEach(Secret::destroy);
    }
  }

  private synchronized Optional<Secret> find(PreSharedKeyId.Resumption id) {
    TreeMap<Long, Secret> kept = resumption.getOrDefault(id.pskGroupId(), new TreeMap<>());
    return Optional.ofNullable(kept.get(id.pskEpoch())).map(Secret::copy);
  }
}
