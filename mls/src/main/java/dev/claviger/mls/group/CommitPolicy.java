package dev.claviger.mls.group;

import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.ProposalPolicy.Considered;
import dev.claviger.mls.spi.ProposalPolicy.Decision;
import dev.claviger.mls.spi.ProposalPolicy.Occasion;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.Sender;
import java.util.Map;

/** What the application's policy says of another's Commit (RFC 9420 §12.2). */
final class CommitPolicy {
  private CommitPolicy() {}

  /**
   * @throws ValidationException if the policy does not accept a proposal that the Commit covers
   */
  static void check(
      GroupState state, Commit commit, Sender committer, Map<ProposalRef, SentProposal> received) {
    for (ProposalOrRef proposal : commit.proposals()) {
      if (proposal instanceof ProposalOrRef.ByValue byValue) {
        check(state, new SentProposal(byValue.proposal(), committer));
      } else if (proposal instanceof ProposalOrRef.ByReference byReference) {
        SentProposal sent = received.get(byReference.reference());
        if (sent != null) {
          check(state, sent);
        }
      }
    }
  }

  private static void check(GroupState state, SentProposal sent) {
    Considered considered = new Considered(sent.proposal(), sent.sender(), Occasion.COMMITTED);
    if (state.client().groupPolicy().proposals().decide(considered) != Decision.ACCEPT) {
      throw new ValidationException(
          Rule.PROPOSAL_IS_ALLOWED, "type " + sent.proposal().proposalType());
    }
  }
}
