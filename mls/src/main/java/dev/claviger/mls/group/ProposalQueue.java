package dev.claviger.mls.group;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.mls.wire.ProposalRef;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The proposals of the current epoch, our own among them, in the order in which they came. All are
 * known, so that a Commit of another may refer to them; those not set aside wait for a Commit of
 * ours. Confined like the group that it belongs to.
 */
public final class ProposalQueue {
  private final Map<ProposalRef, SentProposal> known = new LinkedHashMap<>();
  private final Set<ProposalRef> aside = new HashSet<>();

  /** What a Commit may refer to. */
  public Map<ProposalRef, SentProposal> known() {
    return Collections.unmodifiableMap(known);
  }

  /** What our next Commit is to cover. */
  public List<QueuedProposal> waiting() {
    return known.entrySet().stream()
        .filter(entry -> !aside.contains(entry.getKey()))
        .map(entry -> new QueuedProposal(entry.getKey(), entry.getValue()))
        .collect(Lists.toList());
  }

  /** Whether it is left out of our Commits. */
  public boolean isAside(ProposalRef ref) {
    return aside.contains(ref);
  }

  /** The keys of the vault that Updates of ours hold ready, by name. */
  public Map<KeyRef, KeyPurpose> vaultKeys() {
    Map<KeyRef, KeyPurpose> keys = new LinkedHashMap<>();
    for (SentProposal sent : known.values()) {
      sent.own()
          .ifPresent(
              own -> {
                keys.put(own.identity().signatureKey().ref(), KeyPurpose.SIGNATURE);
                keys.put(own.leafKey().ref(), KeyPurpose.LEAF);
              });
    }
    return keys;
  }

  public void add(QueuedProposal proposal) {
    known.putIfAbsent(proposal.ref(), proposal.sent());
  }

  /** Leaves a proposal out of our Commits. */
  public void setAside(ProposalRef ref) {
    aside.add(ref);
  }

  public void setAllAside() {
    aside.addAll(known.keySet());
  }

  /** The epoch is over: forgets all, and destroys the keys of Updates that nobody committed. */
  void clear(KeyVault vault, KeyHolders holders) {
    for (SentProposal sent : known.values()) {
      sent.own()
          .map(own -> own.leafKey().ref())
          .filter(ref -> !holders.hold(ref))
          .ifPresent(vault::destroy);
    }
    known.clear();
    aside.clear();
  }
}
