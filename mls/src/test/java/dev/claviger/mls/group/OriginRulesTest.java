package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.ResumptionPskUsage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OriginRulesTest {
  private final ForgedWelcome forged = new ForgedWelcome(new World());
  private final GroupContext old = context(forged.world.suite.id(), 5);
  private RatchetTree members = withDave();
  private GroupContext origin = old;
  private Optional<ReInit> reInit = Optional.of(reInit(forged.world.alice.context().groupId()));

  OriginRulesTest() {
    forged.epoch = 1;
    forged.origins =
        id -> Optional.of(new Origin(origin, members.roster(), forged.psk.copy(), reInit));
  }

  @Test
  void groupThatFits_isJoinedEitherWay() {
    for (ResumptionPskUsage usage : List.of(ResumptionPskUsage.REINIT, ResumptionPskUsage.BRANCH)) {
      forged.psks = List.of(link(usage));
      assertEquals(1, forged.join().context().epoch());
    }
  }

  @Test
  void linkToAGroupWeAreNotIn_isRefused() {
    forged.psks = List.of(link(ResumptionPskUsage.BRANCH));
    forged.origins = Origins.NONE;
    Refusals.assertRefused(Rule.PSK_IS_AVAILABLE, forged::join);
  }

  @Test
  void twoLinks_areRefused() {
    forged.psks = List.of(link(ResumptionPskUsage.REINIT), link(ResumptionPskUsage.BRANCH));
    Refusals.assertRefused(Rule.ORIGIN_PSK_STANDS_ALONE, forged::join);
  }

  @Test
  void linkInALaterEpoch_isRefused() {
    forged.epoch = 2;
    assertBothRefused(Rule.NEW_GROUP_IS_AT_EPOCH_ONE);
  }

  @Test
  void reinitializationOfAGroupThatGoesOn_isRefused() {
    reInit = Optional.empty();
    assertRefused(Rule.REINIT_WAS_COMMITTED, ResumptionPskUsage.REINIT);
  }

  @Test
  void reinitializationWithOtherParameters_isRefused() {
    reInit = Optional.of(reInit(new GroupId(Bytes.utf8("another"))));
    assertRefused(Rule.REINIT_GROUP_ID_MATCHES, ResumptionPskUsage.REINIT);
  }

  @Test
  void reinitializationToAnotherVersionSuiteOrExtensions_isRefused() {
    GroupId name = forged.world.alice.context().groupId();
    CipherSuiteId suite = forged.world.suite.id();
    ProtocolVersion mls10 = ProtocolVersion.MLS10;
    reInit = Optional.of(new ReInit(name, new ProtocolVersion(2), suite, List.of()));
    assertRefused(Rule.REINIT_VERSION_IS_SUPPORTED, ResumptionPskUsage.REINIT);
    reInit = Optional.of(new ReInit(name, mls10, new CipherSuiteId(1), List.of()));
    assertRefused(Rule.REINIT_SUITE_MATCHES, ResumptionPskUsage.REINIT);
    reInit = Optional.of(new ReInit(name, mls10, suite, List.of(ForgedKeyPackage.extension(1))));
    assertRefused(Rule.REINIT_EXTENSIONS_MATCH, ResumptionPskUsage.REINIT);
  }

  @Test
  void reinitializationThatLosesAMember_isRefused() {
    TreeEdit more = members.edit();
    more.add(
        KeyPackageKeys.generate(World.client("erin", CredentialValidator.trustBasic()))
            .keyPackage()
            .leafNode());
    members = more.freeze();
    assertRefused(Rule.REINIT_KEEPS_THE_MEMBERS, ResumptionPskUsage.REINIT);
  }

  @Test
  void subgroupOfAnotherSuite_isRefused() {
    origin = context(new CipherSuiteId(1), 5);
    assertRefused(Rule.BRANCH_SUITE_MATCHES, ResumptionPskUsage.BRANCH);
  }

  @Test
  void subgroupWithAStranger_isRefused() {
    members = forged.world.alice.tree();
    assertRefused(Rule.BRANCH_MEMBERS_ARE_KNOWN, ResumptionPskUsage.BRANCH);
  }

  @Test
  void messageAfterAReInit_isRefused() {
    World world = forged.world;
    CreatedCommit last = world.commit(world.alice, reInit(new GroupId(Bytes.utf8("new"))));
    Incoming.Committed received = (Incoming.Committed) world.receive(world.bob, last.message());
    GroupState bob = ((CommitOutcome.Advanced) received.outcome()).next();
    MlsMessage more = last.next().protect(Bytes.utf8("more"), World.NO_DATA);
    Refusals.assertRefused(Rule.GROUP_IS_NOT_SUSPENDED, () -> world.receive(bob, more));
  }

  private void assertBothRefused(Rule rule) {
    assertRefused(rule, ResumptionPskUsage.REINIT);
    assertRefused(rule, ResumptionPskUsage.BRANCH);
  }

  private void assertRefused(Rule rule, ResumptionPskUsage usage) {
    forged.psks = List.of(link(usage));
    Refusals.assertRefused(rule, forged::join);
  }

  private PreSharedKeyId link(ResumptionPskUsage usage) {
    return PskIds.resumption(forged.world.suite, usage, old.groupId(), old.epoch());
  }

  private RatchetTree withDave() {
    TreeEdit edit = forged.world.alice.tree().edit();
    edit.add(forged.daveKeys.keyPackage().leafNode());
    return edit.freeze();
  }

  private static GroupContext context(CipherSuiteId suite, long epoch) {
    return new GroupContext(
        suite, new GroupId(Bytes.utf8("old")), epoch, Bytes.empty(), Bytes.empty(), List.of());
  }

  private ReInit reInit(GroupId groupId) {
    return new ReInit(groupId, ProtocolVersion.MLS10, forged.world.suite.id(), List.of());
  }
}
