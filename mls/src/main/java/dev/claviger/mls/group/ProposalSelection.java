package dev.claviger.mls.group;

import dev.claviger.crypto.Lists;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.ProposalPolicy.Considered;
import dev.claviger.mls.spi.ProposalPolicy.Decision;
import dev.claviger.mls.spi.ProposalPolicy.Occasion;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a Commit of ours covers: all that was asked for, and those of the pending proposals that are
 * valid together with it (RFC 9420 §12.4). Where pending ones contradict each other, §12.2 says
 * which is preferred; the rest wait for nothing and are left out.
 */
final class ProposalSelection {
  private final GroupState state;
  private final LeafIndex self;
  private final List<SentProposal> asked;
  private final List<QueuedProposal> chosen;
  private ProposalList proposals;

  private ProposalSelection(GroupState state, CommitRequest request) {
    this.state = state;
    this.self = state.self().index();
    Sender sender = new Sender.Member(self);
    this.asked = Lists.map(request.proposals(), p -> new SentProposal(p, sender));
    this.chosen = new ArrayList<>(request.pending());
  }

  /**
   * @throws ValidationException if what was asked for is not valid, or the policy rejects it
   */
  static ProposalSelection select(GroupState state, CommitRequest request) {
    ProposalSelection selection = new ProposalSelection(state, request);
    selection.asked.forEach(selection::checkAsked);
    selection.consultPolicy();
    selection.resolveContradictions();
    selection.proposals = selection.dropInvalid();
    selection.asked.forEach(sent -> state.client().checkSupport(sent.proposal()));
    return selection;
  }

  /** The pending ones by reference, then those asked for by value. */
  List<ProposalOrRef> covered() {
    List<ProposalOrRef> covered = new ArrayList<>();
    chosen.forEach(pending -> covered.add(new ProposalOrRef.ByReference(pending.ref())));
    asked.forEach(sent -> covered.add(new ProposalOrRef.ByValue(sent.proposal())));
    return covered;
  }

  /** All of them, found valid together. */
  ProposalList proposals() {
    return proposals;
  }

  private void checkAsked(SentProposal sent) {
    if (decide(sent) != Decision.ACCEPT) {
      throw refused(sent);
    }
  }

  private void consultPolicy() {
    chosen.removeIf(
        pending ->
            switch (decide(pending.sent())) {
              case ACCEPT -> false;
              case DROP -> true;
              case REJECT -> throw refused(pending.sent());
            });
  }

  private Decision decide(SentProposal sent) {
    return state
        .client()
        .groupPolicy()
        .proposals()
        .decide(new Considered(sent.proposal(), sent.sender(), Occasion.COMMITTING));
  }

  private static ValidationException refused(SentProposal sent) {
    return new ValidationException(
        Rule.PROPOSAL_IS_ALLOWED, "type " + sent.proposal().proposalType());
  }

  private void resolveContradictions() {
    chosen.removeIf(pending -> !mayCommit(pending.sent()));
    preferOthersToReInit();
    Set<Object> taken = new HashSet<>();
    asked.forEach(sent -> taken.addAll(subjects(sent)));
    Set<LeafIndex> removed = removed();
    Map<LeafIndex, ProposalRef> lastUpdates = new HashMap<>();
    chosen.forEach(
        pending -> {
          if (pending.sent().proposal() instanceof Update) {
            lastUpdates.put(senderOf(pending.sent()), pending.ref());
          }
        });
    chosen.removeIf(
        pending -> {
          if (pending.sent().proposal() instanceof Update) {
            LeafIndex leaf = senderOf(pending.sent());
            return removed.contains(leaf) || !pending.ref().equals(lastUpdates.get(leaf));
          }
          List<Object> subjects = subjects(pending.sent());
          return !subjects.isEmpty() && !taken.addAll(subjects);
        });
  }

  /** Not an Update or the removal of ourselves, nor what belongs in an external Commit (§12.2). */
  private boolean mayCommit(SentProposal sent) {
    Proposal proposal = sent.proposal();
    if (proposal instanceof Update) {
      return sent.sender() instanceof Sender.Member member && !member.leafIndex().equals(self);
    }
    return !(proposal instanceof ExternalInit)
        && !(proposal instanceof Remove remove && remove.removed().equals(self));
  }

  /** §12.2: other proposals are preferred; a ReInit that was asked for goes alone all the same. */
  private void preferOthersToReInit() {
    if (asked.stream().anyMatch(sent -> sent.proposal() instanceof ReInit)) {
      chosen.clear();
    } else if (!asked.isEmpty()
        || chosen.stream().anyMatch(pending -> !(pending.sent().proposal() instanceof ReInit))) {
      chosen.removeIf(pending -> pending.sent().proposal() instanceof ReInit);
    } else if (chosen.size() > 1) {
      chosen.subList(1, chosen.size()).clear();
    }
  }

  private Set<LeafIndex> removed() {
    Set<LeafIndex> removed = new HashSet<>();
    asked.forEach(sent -> addRemoved(sent, removed));
    chosen.forEach(pending -> addRemoved(pending.sent(), removed));
    return removed;
  }

  private static void addRemoved(SentProposal sent, Set<LeafIndex> removed) {
    if (sent.proposal() instanceof Remove remove) {
      removed.add(remove.removed());
    }
  }

  /** What a list of proposals may name but once. */
  private static List<Object> subjects(SentProposal sent) {
    Proposal proposal = sent.proposal();
    if (proposal instanceof Remove remove) {
      return List.of(remove.removed());
    }
    if (proposal instanceof Add add) {
      return List.of(add.keyPackage().leafNode().signatureKey());
    }
    if (proposal instanceof PreSharedKey psk) {
      return List.of(psk.psk());
    }
    return proposal instanceof GroupContextExtensions
        ? List.of(GroupContextExtensions.class)
        : List.of();
  }

  /**
   * Validates all at once, which is what happens as a rule. If that fails, those go first that are
   * not valid by themselves; what contradicts others after that is found by halving.
   */
  private ProposalList dropInvalid() {
    Optional<ProposalList> all = valid(chosen);
    if (all.isPresent()) {
      return all.get();
    }
    ProposalList askedAlone = validate(List.of());
    if (chosen.isEmpty()) {
      return askedAlone;
    }
    dropInvalidByThemselves();
    List<QueuedProposal> candidates = List.copyOf(chosen);
    chosen.clear();
    keepValid(candidates);
    return validate(chosen);
  }

  /**
   * Beside the Removes, which may be what makes another one valid. New extensions stay for later:
   * they may take Updates.
   */
  private void dropInvalidByThemselves() {
    List<QueuedProposal> removals =
        chosen.stream()
            .filter(p -> is(p, Remove.class) && valid(List.of(p)).isPresent())
            .collect(Lists.toList());
    chosen.removeIf(
        pending -> {
          if (is(pending, Remove.class)) {
            return !removals.contains(pending);
          }
          List<QueuedProposal> beside = new ArrayList<>(removals);
          beside.add(pending);
          return !is(pending, GroupContextExtensions.class) && valid(beside).isEmpty();
        });
  }

  private static boolean is(QueuedProposal pending, Class<? extends Proposal> kind) {
    return kind.isInstance(pending.sent().proposal());
  }

  /** Adds to those chosen what is valid with them, the earlier first. */
  private void keepValid(List<QueuedProposal> candidates) {
    List<QueuedProposal> together = new ArrayList<>(chosen);
    together.addAll(candidates);
    if (valid(together).isPresent()) {
      chosen.addAll(candidates);
    } else if (candidates.size() > 1) {
      int half = candidates.size() / 2;
      keepValid(candidates.subList(0, half));
      keepValid(candidates.subList(half, candidates.size()));
    }
  }

  private Optional<ProposalList> valid(List<QueuedProposal> pending) {
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    try {
      ProposalList list = validate(pending);
      list.apply(state.tree().edit());
      Psks.secret(state.client(), list.psks()).close();
      return Optional.of(list);
    } catch (ValidationException e) {
      return Optional.empty();
    }
  }

  private ProposalList validate(List<QueuedProposal> pending) {
    List<SentProposal> all = new ArrayList<>();
    pending.forEach(p -> all.add(p.sent()));
    all.addAll(asked);
    return ProposalList.validate(state, self, all).forSending();
  }

  private static LeafIndex senderOf(SentProposal sent) {
    return ((Sender.Member) sent.sender()).leafIndex();
  }
}
