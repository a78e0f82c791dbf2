package dev.claviger.mls;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.stored.KeptClient;
import dev.claviger.mls.stored.PooledKeyPackage;
import dev.claviger.mls.stored.PooledKeyPackage.Stage;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.KeyPackageRef;
import dev.claviger.mls.wire.LeafNodeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds KeyPackages of a client ready for others to add it by: so many to be used once each, and
 * one of last resort for when they are used up (RFC 9420 §§10, 16.8). The pool is the client's:
 * with a store it outlives the process, and all processes over the store have the same one.
 * Thread-safe.
 *
 * <p>Call {@link #maintain} now and then, and after a join; do at the directory what it says, and
 * then say so with {@link #published} and {@link #withdrawn}. What was not said is told again.
 *
 * <p>A KeyPackage of last resort stays when a Welcome comes for it. The groups that are joined by
 * it have one leaf key until each has sent an Update or a Commit with a path, which they should do
 * at once; {@link #maintain} replaces the KeyPackage when it has been used. Its init key opens all
 * Welcomes sent to it for as long as it lives, and a Welcome that is replayed lets the client join
 * again a group that it has left.
 */
public final class KeyPackagePool {
  /** So that of nodes that fill a pool together none makes many in vain. */
  private static final int BATCH = 8;

  private final MlsClient client;
  private final KeyPackagePoolPolicy policy;

  /**
   * What is to be done.
   *
   * @param toPublish KeyPackages that the directory does not have
   * @param toWithdraw what the directory should have no longer, used or not
   * @param missing how many KeyPackages there should be more
   * @param failure why the vault made no more, a token that is full for one; empty if it was not
   *     asked, because the policy's number of keys is reached
   */
  public record Maintenance(
      List<KeyPackage> toPublish,
      List<KeyPackageRef> toWithdraw,
      int missing,
      Optional<VaultException> failure) {}

  public KeyPackagePool(MlsClient client, KeyPackagePoolPolicy policy) {
    this.client = client;
    this.policy = policy;
  }

  /**
   * Makes what is missing, gives up what is old, and destroys the keys of what nobody can use any
   * more.
   *
   * @throws dev.claviger.mls.spi.StoreException if the store fails
   */
  public Maintenance maintain() {
    retire();
    List<Optional<VaultException>> failures = new ArrayList<>();
    int missing = fill(false, policy.fresh(), List.of(), failures);
    missing +=
        policy
            .lastResort()
            .map(mark -> fill(true, 1, List.of(mark.extension()), failures))
            .orElse(0);
    return maintenance(missing, failures.stream().flatMap(Optional::stream).findFirst());
  }

  /** The directory has these. */
  public void published(Collection<KeyPackage> keyPackages) {
    Set<KeyPackageRef> refs = new HashSet<>();
    keyPackages.forEach(one -> refs.add(one.ref(client.suite())));
    change(
        one ->
            refs.contains(one.ref()) && one.stage() == Stage.NEW
                ? Optional.of(one.at(Stage.PUBLISHED))
                : Optional.of(one));
  }

  /** The directory has these no longer. */
  public void withdrawn(Collection<KeyPackageRef> refs) {
    Set<KeyPackageRef> all = Set.copyOf(refs);
    Instant end = now().plus(policy.grace());
    change(
        one -> {
          if (!all.contains(one.ref())) {
            return Optional.of(one);
          } else if (one.stage() == Stage.SPENT) {
            return Optional.empty();
          }
          PooledKeyPackage quiet = one.at(Stage.WITHDRAWN);
          return Optional.of(end.isBefore(one.until()) ? quiet.until(end) : quiet);
        });
  }

  /** How many KeyPackages others can be given, that of last resort among them. */
  public int size() {
    return (int) kept().pool().stream().filter(PooledKeyPackage::isOffered).count();
  }

  private interface Step {
    /** What becomes of it; empty if it leaves the pool. */
    Optional<PooledKeyPackage> of(PooledKeyPackage one);
  }

  private List<PooledKeyPackage> change(Step step) {
    return kept()
        .changePool(
            List.of(),
            before ->
                before.stream().flatMap(one -> step.of(one).stream()).collect(Lists.toList()));
  }

  /** Moves each on by what has happened to it, and by the clock. */
  private void retire() {
    List<PooledKeyPackage> listed = kept().pool();
    Set<KeyPackageRef> there = new HashSet<>(kept().keyPackages()); // looked at after the list
    Set<KeyPackageRef> gone = new HashSet<>();
    Set<KeyPackageRef> used = new HashSet<>();
    for (PooledKeyPackage one : listed) {
      boolean waits = there.remove(one.ref()) && one.stage() != Stage.SPENT;
      if (waits && now().isAfter(one.until())) {
        client.withdraw(one.ref());
        waits = false;
      } else if (waits && one.lastResort() && kept().isUsed(one.ref())) {
        used.add(one.ref());
      }
      if (!waits) {
        gone.add(one.ref());
      }
    }
    there.forEach(kept()::sweep);
    change(one -> gone.contains(one.ref()) ? spent(one) : Optional.of(aged(one, used)));
  }

  private static Optional<PooledKeyPackage> spent(PooledKeyPackage one) {
    return one.stage() == Stage.WITHDRAWN ? Optional.empty() : Optional.of(one.at(Stage.SPENT));
  }

  private PooledKeyPackage aged(PooledKeyPackage one, Set<KeyPackageRef> used) {
    boolean leaves =
        one.isOffered()
            && (used.contains(one.ref()) || now().isAfter(one.until().minus(policy.margin())));
    return leaves ? one.at(Stage.LEAVING) : one;
  }

  /** Makes what is missing of a kind; how many still are. */
  private int fill(
      boolean lastResort,
      int wanted,
      List<Extension> marks,
      List<Optional<VaultException>> failures) {
    while (true) {
      List<PooledKeyPackage> pool = kept().pool();
      int missing = wanted - offered(pool, lastResort);
      int room = (int) Math.min(BATCH, (policy.keys() - 2L * held(pool)) / 2);
      if (missing <= 0 || room <= 0) {
        return Math.max(0, missing);
      }
      List<KeyPackageKeys> made = new ArrayList<>();
      Optional<VaultException> failure = make(Math.min(missing, room), marks, made);
      add(lastResort, wanted, made);
      if (failure.isPresent()) {
        failures.add(failure);
        return Math.max(0, wanted - offered(kept().pool(), lastResort));
      }
    }
  }

  private Optional<VaultException> make(
      int number, List<Extension> marks, List<KeyPackageKeys> made) {
    try {
      for (int i = 0; i < number; i++) {
        made.add(KeyPackageKeys.generate(context(), marks));
      }
      return Optional.empty();
    } catch (VaultException e) {
      return Optional.of(e);
    } catch (RuntimeException e) {
      made.forEach(this::destroy);
      throw e;
    }
  }

  /** Adds as many as are still missing; the others were made by another node meanwhile. */
  private void add(boolean lastResort, int wanted, List<KeyPackageKeys> made) {
    Set<KeyPackageRef> added = new HashSet<>();
    try {
      kept()
          .changePool(
              made,
              before -> {
                List<PooledKeyPackage> after = new ArrayList<>(before);
                for (KeyPackageKeys one : made) {
                  if (offered(after, lastResort) < wanted
                      && 2L * held(after) + 2 <= policy.keys()) {
                    after.add(entry(one, lastResort));
                  }
                }
                return after;
              })
          .forEach(one -> added.add(one.ref()));
    } catch (dev.claviger.mls.spi.StoreOutcomeUnknownException e) {
      throw e; // the keys may have names now: those that have none are reaped
    } catch (RuntimeException e) {
      made.forEach(this::destroy);
      throw e;
    }
    made.stream()
        .filter(one -> !added.contains(one.keyPackage().ref(client.suite())))
        .forEach(this::destroy);
  }

  private PooledKeyPackage entry(KeyPackageKeys keys, boolean lastResort) {
    LeafNodeSource.KeyPackage source =
        (LeafNodeSource.KeyPackage) keys.keyPackage().leafNode().leafNodeSource();
    return new PooledKeyPackage(
        keys.keyPackage().ref(client.suite()),
        lastResort,
        Stage.NEW,
        Instant.ofEpochSecond(source.lifetime().notAfter()));
  }

  private Maintenance maintenance(int missing, Optional<VaultException> failure) {
    List<KeyPackage> toPublish = new ArrayList<>();
    List<KeyPackageRef> toWithdraw = new ArrayList<>();
    for (PooledKeyPackage one : kept().pool()) {
      if (one.stage() == Stage.NEW) {
        kept().keyPackage(one.ref()).map(KeyPackageKeys::keyPackage).ifPresent(toPublish::add);
      } else if (one.stage() == Stage.LEAVING || one.stage() == Stage.SPENT) {
        toWithdraw.add(one.ref());
      }
    }
    return new Maintenance(List.copyOf(toPublish), List.copyOf(toWithdraw), missing, failure);
  }

  private static int offered(List<PooledKeyPackage> pool, boolean lastResort) {
    return (int)
        pool.stream().filter(one -> one.lastResort() == lastResort && one.isOffered()).count();
  }

  private static int held(List<PooledKeyPackage> pool) {
    return (int) pool.stream().filter(one -> one.stage() != Stage.SPENT).count();
  }

  private void destroy(KeyPackageKeys keys) {
    context().vault().destroy(keys.initKey().ref());
    context().vault().destroy(keys.leafKey().ref());
  }

  private Instant now() {
    return context().now();
  }

  private ClientContext context() {
    return client.context();
  }

  private KeptClient kept() {
    return client.kept();
  }
}
