package dev.claviger.mls.group;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Parallel;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.CustomProposal;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.Update;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The proposals of a regular Commit, sorted by kind and found valid as a list (RFC 9420 §12.2), and
 * how they are applied (§12.3).
 */
final class ProposalList {
  private final EpochView state;
  private final LeafIndex committer;
  private final List<KeyPackage> adds = new ArrayList<>();
  private final Map<LeafIndex, LeafNode> updates = new TreeMap<>();
  private final Set<LeafIndex> removes = new java.util.TreeSet<>();
  private final List<PreSharedKeyId> psks = new ArrayList<>();
  private final List<CustomProposal> customs = new ArrayList<>();
  private final Set<ProposalType> types = new HashSet<>();
  private Optional<ReInit> replacement = Optional.empty();
  private Optional<List<Extension>> newExtensions = Optional.empty();

  private ProposalList(EpochView state, LeafIndex committer) {
    this.state = state;
    this.committer = committer;
  }

  /**
   * @throws ValidationException if a proposal is invalid, or the list is
   */
  static ProposalList validate(EpochView state, LeafIndex committer, List<SentProposal> proposals) {
    ProposalList list = new ProposalList(state, committer);
    proposals.forEach(sent -> list.sort(sent.proposal(), sent.sender()));
    list.checkReInit(proposals.size());
    list.checkCustomTypes();
    LeafNodeCheck.run(state.policy(), list.extensions(), list::checkLeaves);
    Psks.check(state.policy().suite(), list.psks);
    return list;
  }

  /**
   * What only he must check who sends them: that the KeyPackages are current now (§7.3), and that a
   * ReInit does not lead where we cannot go.
   *
   * @throws ValidationException if we may not send them
   */
  ProposalList forSending() {
    adds.forEach(add -> LeafNodeCheck.isCurrent(add, state.policy()));
    replacement.ifPresent(Origin::checkVersion);
    return this;
  }

  List<KeyPackage> adds() {
    return adds;
  }

  List<PreSharedKeyId> psks() {
    return psks;
  }

  boolean removes(LeafIndex leaf) {
    return removes.contains(leaf);
  }

  /** §12.4: a Commit of nothing needs a path, and so does one of such a type. */
  boolean requiresPath() {
    return types.isEmpty() || types.stream().anyMatch(ProposalType::requiresPath);
  }

  List<Extension> extensions() {
    return newExtensions.orElse(state.context().extensions());
  }

  /**
   * Applies them in the order of §12.3, and checks what must hold between the members afterwards.
   *
   * @return the leaves of the new members, in the order of their Adds
   */
  List<LeafIndex> apply(TreeEdit edit) {
    updates.forEach(edit::update);
    removes.forEach(edit::remove);
    edit.truncate();
    List<LeafIndex> added = Lists.map(adds, add -> edit.add(add.leafNode()));
    if (!adds.isEmpty() || !updates.isEmpty()) {
      Set<LeafIndex> changed = new HashSet<>(updates.keySet());
      changed.addAll(added);
      MembershipCheck.check(edit, changed);
    }
    return added;
  }

  CommitEffects effects(RatchetTree next, List<LeafIndex> added, boolean withPath) {
    return new CommitEffects(
        seat(next, committer),
        Lists.map(added, leaf -> seat(next, leaf)),
        Lists.map(removes, leaf -> seat(state.tree(), leaf)),
        Lists.map(updates.keySet(), leaf -> seat(next, leaf)),
        withPath,
        replacement);
  }

  private static Seat seat(RatchetTree tree, LeafIndex leaf) {
    return new Seat(leaf, tree.leaf(leaf).orElseThrow());
  }

  private void sort(Proposal proposal, Sender sender) {
    types.add(proposal.proposalType());
    if (proposal instanceof Add add) {
      adds.add(add.keyPackage());
    } else if (proposal instanceof Update update) {
      addUpdate(update, sender);
    } else if (proposal instanceof Remove remove) {
      addRemove(remove);
    } else if (proposal instanceof PreSharedKey psk) {
      psks.add(psk.psk());
    } else if (proposal instanceof GroupContextExtensions extensions) {
      require(newExtensions.isEmpty(), Rule.GROUP_CONTEXT_EXTENSIONS_COME_ONCE);
      LeafNodeCheck.extensionsAreUnique(extensions.extensions());
      newExtensions = Optional.of(extensions.extensions());
    } else if (proposal instanceof ReInit reInit) {
      require(reInit.version().value() >= 1, Rule.REINIT_VERSION_IS_NOT_LOWER);
      replacement = Optional.of(reInit);
    } else if (proposal instanceof ExternalInit) {
      throw new ValidationException(Rule.EXTERNAL_INIT_IS_EXTERNAL);
    } else if (proposal instanceof CustomProposal custom) {
      customs.add(custom);
    }
  }

  private void addUpdate(Update update, Sender sender) {
    if (!(sender instanceof Sender.Member member)) {
      throw new ValidationException(Rule.UPDATE_IS_A_MEMBERS);
    }
    LeafIndex index = member.leafIndex();
    require(!index.equals(committer), Rule.UPDATE_IS_NOT_THE_COMMITTERS);
    require(!removes.contains(index), Rule.LEAF_IS_CHANGED_ONCE);
    require(updates.put(index, update.leafNode()) == null, Rule.LEAF_IS_CHANGED_ONCE);
  }

  private void addRemove(Remove remove) {
    LeafIndex index = remove.removed();
    if (state.tree().leaf(index).isEmpty()) {
      throw new ValidationException(Rule.REMOVE_IS_OF_A_MEMBER, "leaf " + index);
    }
    require(!index.equals(committer), Rule.REMOVE_IS_NOT_THE_COMMITTER);
    require(!updates.containsKey(index), Rule.LEAF_IS_CHANGED_ONCE);
    require(removes.add(index), Rule.LEAF_IS_CHANGED_ONCE);
  }

  private void checkReInit(int count) {
    if (types.contains(ProposalType.REINIT)) {
      require(count == 1, Rule.REINIT_STANDS_ALONE);
    }
  }

  /** Those who are removed need not support what they no longer process (§12.2). */
  private void checkCustomTypes() {
    for (CustomProposal custom : customs) {
      state
          .tree()
          .forEachLeaf(
              (index, leaf) -> {
                if (!removes.contains(index)
                    && !leaf.capabilities().supports(custom.proposalType())) {
                  throw new ValidationException(
                      Rule.PROPOSAL_TYPE_IS_SUPPORTED,
                      "leaf " + index + " lacks " + custom.proposalType());
                }
              });
    }
  }

  private void checkLeaves(LeafNodeCheck check) {
    adds.forEach(check::keyPackage);
    Parallel.forEach(adds, check::signatures);
    updates.forEach(
        (index, leaf) ->
            check.update(
                leaf, state.tree().leaf(index).orElseThrow(), state.context().groupId(), index));
    checkClients();
    if (newExtensions.isPresent()) {
      checkRemainingMembers(check);
      check.externalSenders(ExternalSenders.in(state.context().extensions()));
    }
  }

  /** No client twice; a client is known by its signature key. */
  private void checkClients() {
    if (adds.isEmpty()) {
      return;
    }
    Set<SignaturePublicKey> added = new HashSet<>();
    for (KeyPackage add : adds) {
      require(added.add(add.leafNode().signatureKey()), Rule.ADD_IS_OF_ONE_CLIENT);
    }
    if (!state.tree().mayHaveAny(Lists.map(added, SignaturePublicKey::value))) {
      return;
    }
    state
        .tree()
        .forEachLeaf(
            (index, leaf) ->
                require(
                    removes.contains(index) || !added.contains(leaf.signatureKey()),
                    Rule.ADD_IS_NOT_OF_A_MEMBER));
  }

  /** New extensions must be supported by those who stay (§12.1.7). */
  private void checkRemainingMembers(LeafNodeCheck check) {
    state
        .tree()
        .forEachLeaf(
            (index, leaf) -> {
              if (!removes.contains(index) && !updates.containsKey(index)) {
                check.remains(leaf);
              }
            });
  }

  private static void require(boolean holds, Rule rule) {
    if (!holds) {
      throw new ValidationException(rule);
    }
  }
}
