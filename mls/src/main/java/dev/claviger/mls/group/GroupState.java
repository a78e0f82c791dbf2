package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.framing.PrivateFraming;
import dev.claviger.mls.framing.PublicFraming;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalPub;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupInfoTbs;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One epoch of a group as one of its members knows it. A value, but for the message ratchets in it,
 * which only ever lose keys; the caller confines it to one thread at a time.
 */
public final class GroupState implements EpochView {
  private final ClientContext client;
  private final GroupContext context;
  private final RatchetTree tree;
  private final OwnLeaf self;
  private final PathKeys pathKeys;
  private final EpochSecrets secrets;
  private final SecretTree secretTree;
  private final Mac confirmationTag;
  private final Optional<ReInit> suspendedBy;
  private final Bytes interimTranscriptHash;

  /** Takes the secrets over. */
  GroupState(
      ClientContext client,
      GroupContext context,
      RatchetTree tree,
      OwnLeaf self,
      PathKeys pathKeys,
      EpochSecrets secrets,
      Mac confirmationTag) {
    this(client, context, tree, self, pathKeys, secrets, confirmationTag, Optional.empty());
  }

  /**
   * Takes the secrets over.
   *
   * @param suspendedBy what the Commit covered that led here, if it was a ReInit
   */
  GroupState(
      ClientContext client,
      GroupContext context,
      RatchetTree tree,
      OwnLeaf self,
      PathKeys pathKeys,
      EpochSecrets secrets,
      Mac confirmationTag,
      Optional<ReInit> suspendedBy) {
    this(
        client,
        context,
        tree,
        self,
        pathKeys,
        secrets,
        new SecretTree(client.suite(), tree.size(), secrets.encryptionSecret(), client.window()),
        confirmationTag,
        suspendedBy);
  }

  /**
   * An epoch that was stored; takes the secrets over.
   *
   * @param secretTree what is left of it
   */
  public GroupState(
      ClientContext client,
      GroupContext context,
      RatchetTree tree,
      OwnLeaf self,
      PathKeys pathKeys,
      EpochSecrets secrets,
      SecretTree secretTree,
      Mac confirmationTag,
      Optional<ReInit> suspendedBy) {
    this.client = client;
    this.context = context;
    this.tree = tree;
    this.self = self;
    this.pathKeys = pathKeys;
    this.secrets = secrets;
    this.secretTree = secretTree;
    this.confirmationTag = confirmationTag;
    this.suspendedBy = suspendedBy;
    this.interimTranscriptHash =
        TranscriptHash.interim(client.suite(), context.confirmedTranscriptHash(), confirmationTag);
  }

  /** A group with its creator alone in it (RFC 9420 §11). */
  public static GroupState create(ClientContext client, GroupId groupId) {
    return create(client, groupId, List.of());
  }

  /**
   * As {@link #create(ClientContext, GroupId)}, with extensions of the GroupContext.
   *
   * @throws dev.claviger.mls.rule.ValidationException if our own leaf does not support them
   */
  public static GroupState create(
      ClientContext client, GroupId groupId, List<Extension> extensions) {
    CipherSuite suite = client.suite();
    VaultKey leafKey = client.generateLeafKey();
    try {
      LeafNodeSource source =
          new LeafNodeSource.KeyPackage(client.lifetimes().startingAt(client.now()));
      LeafNode leaf =
          client.leaf(ClientContext.pair(leafKey).publicKey(), source).sign(suite, client.signer());
      LeafNodeCheck.extensionsAreUnique(extensions);
      LeafNodeCheck.supportsGroup(leaf, extensions, client.policy());
      client.checkSupport(extensions);
      RatchetTree tree = RatchetTree.ofCreator(suite, leaf);
      GroupContext context =
          new GroupContext(suite.id(), groupId, 0, tree.rootHash(), Bytes.empty(), extensions);
      EpochSecrets secrets = EpochSecrets.derive(suite, suite.randomSecret(suite.hashLength()));
      return new GroupState(
          client,
          context,
          tree,
          new OwnLeaf(new LeafIndex(0), leafKey),
          PathKeys.none(client.vault().derivedKeys()),
          secrets,
          secrets.confirmationTag(suite, context.confirmedTranscriptHash()));
    } catch (RuntimeException e) {
      client.vault().destroy(leafKey.ref());
      throw e;
    }
  }

  /** A random group name of Nh bytes (§11). */
  public static GroupId randomGroupId(CipherSuite suite) {
    return new GroupId(suite.randomBytes(suite.hashLength()));
  }

  public ClientContext client() {
    return client;
  }

  @Override
  public ValidationPolicy policy() {
    return client.policy();
  }

  @Override
  public GroupContext context() {
    return context;
  }

  @Override
  public RatchetTree tree() {
    return tree;
  }

  @Override
  public Optional<ReInit> suspendedBy() {
    return suspendedBy;
  }

  public OwnLeaf self() {
    return self;
  }

  /** The {@code epoch_authenticator} (§8.7): public, for members to compare. */
  public Bytes epochAuthenticator() {
    return Bytes.wrap(secrets.epochAuthenticator().expose());
  }

  /** The {@code resumption_psk} of this epoch (§8.6): a copy, the caller's to destroy. */
  public Secret resumptionPsk() {
    return secrets.resumptionPsk().copy();
  }

  /** MLS-Exporter (§8.5). */
  public Secret export(String label, Bytes exportContext, int length) {
    return secrets.export(client.suite(), label, exportContext, length);
  }

  /**
   * A GroupInfo of ours, for those who join by an external Commit (§12.4.3, §12.4.3.2): it carries
   * {@code external_pub}. One use of the signature key.
   *
   * @param withTree whether the ratchet tree is inside
   */
  public GroupInfo groupInfo(boolean withTree) {
    HpkePublicKey external = secrets.externalPub(client.suite());
    List<Extension> extensions = new ArrayList<>(client.features().extensions(client.suite()));
    extensions.add(new Extension(ExtensionType.EXTERNAL_PUB, new ExternalPub(external).encode()));
    if (withTree) {
      extensions.add(new Extension(ExtensionType.RATCHET_TREE, tree.toExtension().encode()));
    }
    return new GroupInfoTbs(context, extensions, confirmationTag, self.index())
        .sign(client.suite(), client.signer());
  }

  /** Encrypts application data for the group (§15). One use of the signature key. */
  public MlsMessage protect(Bytes data, Bytes authenticatedData) {
    SignedContent signed =
        sign(new ApplicationData(data), authenticatedData, WireFormat.PRIVATE_MESSAGE);
    return protect(signed.withoutTag());
  }

  /** The keys of the vault that this epoch uses, by name. */
  public Map<KeyRef, KeyPurpose> vaultKeys() {
    Map<KeyRef, KeyPurpose> keys = new LinkedHashMap<>();
    keys.put(client.signatureKey().ref(), KeyPurpose.SIGNATURE);
    keys.put(self.key().ref(), KeyPurpose.LEAF);
    pathKeys.inVault().forEach(ref -> keys.put(ref, KeyPurpose.PATH));
    return keys;
  }

  HpkeKeyPair leafKeyPair() {
    return ClientContext.pair(self.key());
  }

  public PathKeys pathKeys() {
    return pathKeys;
  }

  public EpochSecrets secrets() {
    return secrets;
  }

  public SecretTree secretTree() {
    return secretTree;
  }

  public Mac confirmationTag() {
    return confirmationTag;
  }

  @Override
  public Bytes interimTranscriptHash() {
    return interimTranscriptHash;
  }

  PublicFraming publicFraming() {
    return new PublicFraming(client.suite(), context, secrets.membershipKey());
  }

  PrivateFraming privateFraming() {
    return new PrivateFraming(client.suite(), context, secrets.senderDataSecret(), secretTree);
  }

  /** Signs content of ours; one use of the signature key. */
  SignedContent sign(Content content, Bytes authenticatedData, WireFormat format) {
    FramedContent framed =
        new FramedContent(
            context.groupId(),
            context.epoch(),
            new Sender.Member(self.index()),
            authenticatedData,
            content);
    return SignedContent.sign(client.suite(), client.signer(), format, framed, context);
  }

  MlsMessage protect(AuthenticatedContent content) {
    return content.wireFormat().equals(WireFormat.PUBLIC_MESSAGE)
        ? new MlsMessage(publicFraming().protect(content))
        : new MlsMessage(privateFraming().protect(content, client.padding()));
  }

  /**
   * Ends this epoch here: zeroes its secrets and destroys its private keys, but for those that the
   * one that stays has too. Serves for an epoch that is over and for a next one that is dropped.
   */
  public void retireFor(GroupState kept) {
    retireFor(KeyHolders.of(kept));
  }

  /** As {@link #retireFor(GroupState)}, but for all keys that somebody holds. */
  void retireFor(KeyHolders holders) {
    secretTree.close();
    endFor(holders);
  }

  /** As {@link #retireFor}, but for the secret tree. */
  void endFor(KeyHolders holders) {
    secrets.closeButTree();
    pathKeys.destroyExcept(holders.pathKeys());
    if (!holders.hold(self.key().ref())) {
      client.vault().destroy(self.key().ref());
    }
  }

  /** As {@link #retireFor}, but for what it takes to decrypt application data that come late. */
  PastEpoch leaveFor(KeyHolders holders) {
    PastEpoch past = keep(client.now());
    past.ownTree();
    endFor(holders);
    return past;
  }

  /** Leaves this epoch as it is, beside what decrypts application data of it that come late. */
  PastEpoch keep(Instant now) {
    return new PastEpoch(this, secrets.senderDataSecret().copy(), secretTree, now);
  }

  /**
   * This was verified as the epoch after another and is not entered: zeroes what is in memory. A
   * leaf key that it has and the other had not is that of an Update, which goes on waiting.
   */
  void discardFor(GroupState before) {
    secrets.close();
    secretTree.close();
    pathKeys.destroyExcept(List.of(before.pathKeys));
  }

  /** Ends this epoch with nothing after it: all secrets and the leaf key go. */
  public void retire() {
    secrets.close();
    secretTree.close();
    pathKeys.destroy();
    client.vault().destroy(self.key().ref());
  }

  /** Takes this epoch out of memory, and leaves the vault as it is: it is stored elsewhere. */
  public void forget() {
    secrets.close();
    secretTree.close();
    pathKeys.destroy();
  }
}
