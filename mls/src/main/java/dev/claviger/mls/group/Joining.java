package dev.claviger.mls.group;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.schedule.WelcomeSecret;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.WelcomedPath;
import dev.claviger.mls.wire.EncryptedGroupSecrets;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.ResumptionPskUsage;
import dev.claviger.mls.wire.Welcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Joining a group by a Welcome (RFC 9420 §12.4.3.1). */
public final class Joining {
  private final ClientContext client;
  private final CipherSuite suite;
  private final KeyPackageKeys keys;
  private final Welcome welcome;
  private final Optional<RatchetTreeExtension> treeBeside;
  private final Predicate<GroupId> isKnown;
  private final Origins origins;

  private Joining(
      ClientContext client,
      KeyPackageKeys keys,
      Welcome welcome,
      Optional<RatchetTreeExtension> treeBeside,
      Predicate<GroupId> isKnown,
      Origins origins) {
    this.isKnown = isKnown;
    this.origins = origins;
    this.client = client;
    this.suite = client.suite();
    this.keys = keys;
    this.welcome = welcome;
    this.treeBeside = treeBeside;
  }

  /**
   * Joins; the init key is used once and stays the caller's to destroy.
   *
   * @param keys the KeyPackage that the Welcome answers
   * @param treeBeside the tree, if it did not come inside the Welcome
   * @param isKnown whether we are in a group of that name
   * @throws ValidationException if the Welcome or the group breaks a rule
   */
  public static GroupState join(
      ClientContext client,
      KeyPackageKeys keys,
      Welcome welcome,
      Optional<RatchetTreeExtension> treeBeside,
      Predicate<GroupId> isKnown) {
    return join(client, keys, welcome, treeBeside, isKnown, Origins.NONE);
  }

  /**
   * As above, also into a group that comes from another.
   *
   * @param origins where that other is found
   */
  public static GroupState join(
      ClientContext client,
      KeyPackageKeys keys,
      Welcome welcome,
      Optional<RatchetTreeExtension> treeBeside,
      Predicate<GroupId> isKnown,
      Origins origins) {
    return welcome(client, keys, welcome, treeBeside, isKnown, origins).state();
  }

  /** The epoch that we join in, and the GroupInfo that the Welcome had inside. */
  public record Welcomed(GroupState state, GroupInfo groupInfo) {}

  /** As above, and tells by which GroupInfo. */
  public static Welcomed welcome(
      ClientContext client,
      KeyPackageKeys keys,
      Welcome welcome,
      Optional<RatchetTreeExtension> treeBeside,
      Predicate<GroupId> isKnown,
      Origins origins) {
    if (!welcome.cipherSuite().equals(keys.keyPackage().cipherSuite())) {
      throw new ValidationException(Rule.WELCOME_SUITE_MATCHES);
    }
    Joining joining = new Joining(client, keys, welcome, treeBeside, isKnown, origins);
    try (GroupSecrets secrets = joining.openGroupSecrets()) {
      Optional<OriginPsk> origin = joining.checkPsks(secrets.psks());
      try {
        return joining.join(secrets, origin);
      } finally {
        origin.ifPresent(psk -> psk.origin().close());
      }
    }
  }

  private Welcomed join(GroupSecrets groupSecrets, Optional<OriginPsk> origin) {
    PskLookup lookup = origin.map(psk -> psk.before(client.psks())).orElseGet(client::psks);
    try (PskSecret psks = Psks.secret(suite, lookup, groupSecrets.psks());
        MemberSecret member = new JoinerSecret(groupSecrets.joinerSecret()).withPsks(suite, psks);
        WelcomeSecret welcomeSecret = member.welcome(suite)) {
      GroupInfo groupInfo = openGroupInfo(welcomeSecret);
      GroupId groupId = groupInfo.groupContext().groupId();
      if (isKnown.test(groupId)) {
        throw new ValidationException(Rule.GROUP_ID_IS_NEW, groupId.toString());
      }
      PublicEpoch epoch =
          PublicEpoch.of(client.policy(), groupInfo, treeBeside, client.features()::supports);
      RatchetTree tree = epoch.tree();
      origin.ifPresent(
          psk ->
              psk.origin()
                  .check(
                      psk.id().usage(),
                      groupInfo.groupContext(),
                      tree.roster(),
                      client.validator()));
      LeafIndex self =
          tree.find(keys.keyPackage().leafNode())
              .orElseThrow(() -> new ValidationException(Rule.OWN_LEAF_IS_IN_TREE));
      EpochSecrets secrets = epoch(member, groupInfo);
      DerivedKeys keeper = client.vault().derivedKeys();
      try {
        PathKeys pathKeys =
            groupSecrets
                .pathSecret()
                .map(s -> WelcomedPath.open(tree, groupInfo.signer(), self, s, keeper))
                .orElseGet(() -> PathKeys.none(keeper));
        GroupState state =
            new GroupState(
                client,
                groupInfo.groupContext(),
                tree,
                new OwnLeaf(self, keys.leafKey()),
                pathKeys,
                secrets,
                groupInfo.confirmationTag());
        return new Welcomed(state, groupInfo);
      } catch (RuntimeException e) {
        secrets.close();
        throw e;
      }
    }
  }

  private GroupSecrets openGroupSecrets() {
    Bytes ref = keys.keyPackage().ref(suite).value();
    EncryptedGroupSecrets entry =
        welcome.secrets().stream()
            .filter(e -> e.newMember().value().equals(ref))
            .findFirst()
            .orElseThrow(() -> new ValidationException(Rule.WELCOME_IS_FOR_US));
    try (Secret encoded =
        suite.decryptWithLabel(
            ClientContext.pair(keys.initKey()),
            WelcomeCreation.LABEL,
            welcome.encryptedGroupInfo(),
            entry.encryptedGroupSecrets())) {
      return TlsReader.decode(encoded, "GroupSecrets", GroupSecrets::read);
    } catch (AuthenticationException | InvalidPublicKeyException e) {
      throw new ValidationException(Rule.WELCOME_DECRYPTS, e);
    }
  }

  /** The link to the group that this one comes from, if it does. */
  private Optional<OriginPsk> checkPsks(List<PreSharedKeyId> psks) {
    Psks.checkCount(psks);
    Optional<PreSharedKeyId.Resumption> link = Optional.empty();
    for (PreSharedKeyId psk : psks) {
      Psks.checkNonce(suite, psk);
      if (psk instanceof PreSharedKeyId.Resumption resumption
          && resumption.usage() != ResumptionPskUsage.APPLICATION) {
        if (link.isPresent()) {
          throw new ValidationException(Rule.ORIGIN_PSK_STANDS_ALONE);
        }
        link = Optional.of(resumption);
      }
    }
    return link.map(
        id ->
            new OriginPsk(
                id,
                origins
                    .find(id)
                    .orElseThrow(
                        () -> new ValidationException(Rule.PSK_IS_AVAILABLE, id.toString()))));
  }

  private GroupInfo openGroupInfo(WelcomeSecret welcomeSecret) {
    try {
      return TlsReader.decode(
          welcomeSecret.open(suite, welcome.encryptedGroupInfo()), "GroupInfo", GroupInfo::read);
    } catch (AuthenticationException e) {
      throw new ValidationException(Rule.WELCOME_DECRYPTS, e);
    }
  }

  private EpochSecrets epoch(MemberSecret member, GroupInfo groupInfo) {
    GroupContext context = groupInfo.groupContext();
    EpochSecrets secrets = member.epoch(suite, context);
    try {
      secrets.verifyConfirmationTag(
          suite, context.confirmedTranscriptHash(), groupInfo.confirmationTag());
      return secrets;
    } catch (AuthenticationException e) {
      secrets.close();
      throw new ValidationException(Rule.WELCOME_CONFIRMATION_TAG_VERIFIES, e);
    }
  }
}
