package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One epoch, and what was sent and made in it and waits. Confined like the group that it belongs
 * to.
 */
public final class EpochContents {
  private final GroupState state;
  private final Optional<AcceptedCommit> accepted;
  private final ProposalQueue proposals;
  private final List<OpenCommit> pending;
  private Set<Bytes> givenUp;

  /** An epoch that begins. */
  public EpochContents(GroupState state, Optional<AcceptedCommit> accepted) {
    this(state, accepted, new ProposalQueue(), List.of(), Set.of());
  }

  /**
   * An epoch that was stored.
   *
   * @param accepted the Commit of ours that began it
   * @param pending our Commits that wait, in the order in which they were made
   * @param givenUp the confirmed transcript hashes of epochs that followed it until the group was
   *     rewound
   */
  public EpochContents(
      GroupState state,
      Optional<AcceptedCommit> accepted,
      ProposalQueue proposals,
      List<OpenCommit> pending,
      Set<Bytes> givenUp) {
    this.state = state;
    this.accepted = accepted;
    this.proposals = proposals;
    this.pending = new ArrayList<>(pending);
    this.givenUp = Set.copyOf(givenUp);
  }

  public GroupState state() {
    return state;
  }

  public long number() {
    return state.context().epoch();
  }

  public Optional<AcceptedCommit> accepted() {
    return accepted;
  }

  public ProposalQueue proposals() {
    return proposals;
  }

  public List<OpenCommit> pending() {
    return List.copyOf(pending);
  }

  public Set<Bytes> givenUp() {
    return givenUp;
  }

  /** The keys of the vault that are in use in this epoch or wait to be, by name. */
  public Map<KeyRef, KeyPurpose> vaultKeys() {
    Map<KeyRef, KeyPurpose> keys = new LinkedHashMap<>(state.vaultKeys());
    keys.putAll(proposals.vaultKeys());
    pending.forEach(commit -> keys.putAll(commit.created().next().vaultKeys()));
    return keys;
  }

  void add(OpenCommit commit) {
    pending.add(commit);
  }

  boolean remove(OpenCommit commit) {
    return pending.remove(commit);
  }

  /**
   * An epoch that followed this one is given up: its message keys may be used, so it never begins
   * again.
   */
  void giveUp(GroupState next) {
    Set<Bytes> more = new HashSet<>(givenUp);
    more.add(next.context().confirmedTranscriptHash());
    givenUp = Set.copyOf(more);
  }

  /** All epochs that are or may become of this, itself included. */
  void collect(KeyHolders holders) {
    holders.add(state);
    proposals.vaultKeys().keySet().forEach(holders::add);
    pending.forEach(commit -> holders.add(commit.created().next()));
  }

  /** What waits here waits no longer; the keys that nobody else holds go. */
  void dropWaiting(KeyHolders holders) {
    pending.forEach(commit -> commit.dropFor(holders));
    pending.clear();
    proposals.clear(state.client().vault(), holders);
  }

  /** Takes everything out of memory, and leaves the vault as it is: it is stored elsewhere. */
  void forget() {
    pending.forEach(commit -> commit.created().next().forget());
    pending.clear();
    state.forget();
  }
}
