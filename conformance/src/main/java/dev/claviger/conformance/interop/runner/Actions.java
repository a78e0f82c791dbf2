package dev.claviger.conformance.interop.runner;

/** What each action of a script does. */
final class Actions {
  private final Proposing proposing;
  private final Committing committing;
  private final Founding founding;
  private final Succeeding succeeding;
  private final Talking talking;

  Actions(Play play) {
    proposing = new Proposing(play);
    committing = new Committing(play, proposing);
    founding = new Founding(play, proposing, committing);
    succeeding = new Succeeding(play, proposing, founding);
    talking = new Talking(play);
  }

  /**
   * @throws StepFailedException if it does not go as it should
   * @throws MalformedScriptException if nobody could perform it
   */
  void perform(Step step) {
    switch (step.action()) {
      case "createGroup" -> founding.createGroup(step);
      case "createKeyPackage" -> founding.createKeyPackage(step);
      case "joinGroup" -> committing.joinGroup(step);
      case "externalJoin" -> founding.externalJoin(step);
      case "installExternalPSK" -> talking.installPsk(step);
      case "groupInfo" -> founding.groupInfo(step);
      case "addProposal" -> proposing.add(step);
      case "updateProposal" -> proposing.update(step);
      case "removeProposal" -> proposing.remove(step);
      case "externalPSKProposal" -> proposing.externalPsk(step);
      case "resumptionPSKProposal" -> proposing.resumptionPsk(step);
      case "groupContextExtensionsProposal" -> proposing.extensions(step);
      case "fullCommit" -> committing.fullCommit(step);
      case "commit" -> committing.commit(step);
      case "handleCommit" -> committing.handleCommit(step);
      case "handlePendingCommit" -> committing.handlePendingCommit(step);
      case "protect" -> talking.protect(step);
      case "unprotect" -> talking.unprotect(step);
      case "reinit" -> succeeding.reInit(step);
      case "branch" -> succeeding.branch(step);
      case "newMemberAddProposal" -> proposing.byJoiner(step);
      case "addExternalSigner" -> proposing.addExternalSigner(step);
      case "externalSignerProposal" -> proposing.byExternalSigner(step);
      default -> throw new MalformedScriptException("there is no action \"" + step.action() + "\"");
    }
  }
}
