package dev.claviger.mls.rule;

/**
 * What RFC 9420 demands of those who take part. Each constant carries its section and says what
 * must hold. Most are demands on what comes in, and on what we are asked to send: a breach is
 * refused, by a {@link ValidationException} or, if it shows in the encoding already, by a {@link
 * dev.claviger.mls.codec.DecodeException}. The others bind only ourselves, and nobody else could
 * tell: they are {@link #isKept kept}.
 */
public enum Rule {
  // The encoding
  ENCODING_IS_COMPLETE("§2.1", "a struct has all the bytes that its fields ask for"),
  ENCODING_ENDS_WITH_THE_STRUCT("§2.1", "nothing follows a struct"),
  ENCODING_IS_WITHIN_LIMITS("§2.1.2", "a message is not longer than this implementation bears"),
  PRESENCE_OCTET_IS_0_OR_1("§2.1.1", "the presence octet of an optional value is 0 or 1"),
  VECTOR_LENGTH_IS_SHORTEST("§2.1.2", "the length of a vector has its shortest encoding"),
  VECTOR_LENGTH_PREFIX_IS_VALID("§2.1.2", "the length of a vector does not begin with bits 11"),
  SELECTOR_IS_KNOWN("§2.1", "the selector of a variant is one that its struct has"),
  VERSION_IS_KNOWN("§6", "the protocol version of a message and of a group is mls10"),

  // Messages
  MESSAGE_IS_OF_THIS_KIND("§6", "the message is of a kind that is expected here"),
  GROUP_ID_MATCHES("§6", "the message is for this group"),
  EPOCH_MATCHES("§12.4.2", "the message is of the current epoch"),
  SENDER_IS_A_MEMBER("§6.3.2", "the sender's leaf is in the tree and not blank"),
  APPLICATION_DATA_IS_ENCRYPTED("§6", "application data travels in a PrivateMessage"),
  SIGNATURE_VERIFIES("§6.1", "the signature of the content verifies with the sender's key"),
  MEMBERSHIP_TAG_VERIFIES("§6.2", "the membership tag verifies"),
  CONTENT_DECRYPTS("§6.3.1", "the content decrypts with the sender's ratchet key"),
  SENDER_DATA_DECRYPTS("§6.3.2", "the sender data decrypt"),
  PADDING_IS_ZERO("§6.3.1", "the padding has no non-zero bytes"),
  GENERATION_IS_UNUSED("§9.2", "the generation has not been used, and its key is still kept"),
  GENERATION_IS_NEAR("§15.3", "the generation is within the forward limit"),
  MESSAGE_IS_WITHIN_AEAD_LIMITS(
      "§15.2", "a message is not longer than one key of the AEAD may encrypt"),
  PROPOSALS_ARE_COMMITTED_FIRST(
      "§12.4", "no application data are sent while a proposal waits for its Commit"),
  REUSE_GUARD_IS_FRESH(Duty.KEPT, "§6.3.1", "each PrivateMessage has a random reuse guard"),
  PRIVATE_MESSAGE_IS_A_MEMBERS(Duty.KEPT, "§6.3.2", "only members send PrivateMessages"),
  KEY_ENCRYPTS_ONE_MESSAGE(Duty.KEPT, "§9.1", "no ratchet key encrypts two messages"),
  CONSUMED_KEYS_ARE_DELETED(
      Duty.KEPT, "§9.2", "a key is erased once it has encrypted or decrypted a message"),

  // Leaves and KeyPackages
  LEAF_SIGNATURE_VERIFIES("§7.3", "the signature of a leaf verifies with its own key"),
  KEY_PACKAGE_LEAF_SOURCE_FITS("§7.3", "leaf_node_source in a KeyPackage is key_package"),
  UPDATE_LEAF_SOURCE_FITS("§7.3", "leaf_node_source in an Update is update"),
  COMMIT_LEAF_SOURCE_FITS("§7.3", "leaf_node_source in an UpdatePath is commit"),
  LEAF_SUPPORTS_OWN_CREDENTIAL("§7.2", "a leaf's credential type is in its capabilities"),
  LEAF_SUPPORTS_OWN_EXTENSIONS("§7.3", "a leaf's extensions are in its capabilities"),
  LEAF_SUPPORTS_GROUP("§7.2", "a leaf's capabilities have the group's version and cipher suite"),
  LEAF_HAS_REQUIRED_EXTENSIONS(
      "§7.3", "a leaf supports the extensions that required_capabilities lists"),
  LEAF_HAS_REQUIRED_PROPOSALS(
      "§7.3", "a leaf supports the proposals that required_capabilities lists"),
  LEAF_HAS_REQUIRED_CREDENTIALS(
      "§7.3", "a leaf supports the credentials that required_capabilities lists"),
  LEAF_SUPPORTS_GROUP_EXTENSIONS("§13.4", "a leaf supports every extension of the GroupContext"),
  CREDENTIAL_TYPE_IS_SUPPORTED_BY_ALL(
      "§7.3", "every member supports the type of a leaf's credential"),
  CREDENTIAL_TYPES_IN_USE_ARE_SUPPORTED(
      "§7.3", "a leaf supports the types of the credentials of all other members"),
  CREDENTIAL_IS_VALID("§5.3.1", "the credential is accepted by the validator"),
  CREDENTIAL_SUCCEEDS("§5.3.1", "the validator accepts a credential in place of the former one"),
  EXTERNAL_SENDER_IS_VALID("§5.3.1", "the credential of an external sender is accepted"),
  X509_KEY_IS_THE_SIGNATURE_KEY(
      "§5.3", "the key of an X.509 credential's end-entity certificate is signature_key"),
  LIFETIME_IS_CURRENT("§7.3", "the current time is within the lifetime"),
  LIFETIME_IS_A_RANGE("§7.2", "a lifetime begins before it ends"),
  LIFETIME_IS_ACCEPTABLE("§7.2", "the total lifetime is not longer than the maximum"),
  EXTENSIONS_ARE_UNIQUE("§13.4", "a list has no two extensions of one type"),
  SIGNATURE_KEYS_ARE_UNIQUE("§7.3", "no two members have the same signature key"),
  ENCRYPTION_KEYS_ARE_UNIQUE("§7.3", "no two nodes have the same encryption key"),
  KEYS_HAVE_ONE_USE("§16.8", "no key is an encryption key and a signature key"),
  PUBLIC_KEYS_FIT_SUITE(
      "§5.1.1", "public keys are ones of the cipher suite: of its length, and points of its curve"),
  KEY_PACKAGE_SIGNATURE_VERIFIES("§10.1", "the signature of a KeyPackage verifies"),
  KEY_PACKAGE_VERSION_FITS("§10.1", "the protocol version of a KeyPackage is the group's"),
  KEY_PACKAGE_SUITE_FITS("§10.1", "the cipher suite of a KeyPackage is the group's"),
  KEY_PACKAGE_VERSION_IS_ITS_MESSAGES(
      "§10", "a KeyPackage has the protocol version of the message that it comes in"),
  KEY_PACKAGE_INIT_KEY_DIFFERS("§10.1", "init_key is not the leaf's encryption_key"),
  INIT_KEYS_ARE_UNIQUE(Duty.KEPT, "§10", "no two KeyPackages of a client share an init_key"),
  CAPABILITIES_OMIT_DEFAULTS(
      Duty.KEPT, "§7.2", "default proposals and extensions are not listed in capabilities"),
  CAPABILITIES_ARE_WHOLE(Duty.KEPT, "§7.2", "all that a client supports is in its capabilities"),
  UNKNOWN_CAPABILITIES_ARE_IGNORED(
      Duty.KEPT, "§7.2", "values in capabilities that mean nothing to us change nothing"),
  UNKNOWN_EXTENSIONS_ARE_IGNORED(
      Duty.KEPT, "§13.4", "unknown extensions of a KeyPackage, leaf or GroupInfo change nothing"),
  OWN_EXTENSIONS_ARE_IN_CAPABILITIES(
      Duty.KEPT, "§10", "the extensions of a KeyPackage are in its leaf's capabilities"),
  CHANGED_LEAF_IS_SIGNED_ANEW(Duty.KEPT, "§7.2", "a changed leaf has a new signature"),
  GREASE_STAYS_IN_LISTS(Duty.KEPT, "§13.5", "GREASE is sent only where unknown values are ignored"),

  // The tree
  TREE_ENDS_NON_BLANK("§12.4.3.3", "the last node of ratchet_tree is not blank"),
  TREE_NODES_ARE_IN_PLACE("§12.4.3.3", "leaves are at even positions, parents at odd ones"),
  TREE_HASH_MATCHES("§12.4.3.1", "the hash of the tree is the one in the GroupContext"),
  PARENT_HASHES_ARE_VALID("§7.9.2", "every non-blank parent is parent-hash valid"),
  UNMERGED_LEAVES_ARE_SORTED("§7.1", "unmerged_leaves are in increasing order"),
  UNMERGED_LEAVES_ARE_DESCENDANTS("§12.4.3.1", "an unmerged leaf is a member below the node"),
  UNMERGED_LEAVES_ARE_IN_BETWEEN(
      "§12.4.3.1", "every non-blank node between the node and an unmerged leaf lists it too"),
  TREE_IS_SENT_WITHOUT_TAIL(
      Duty.KEPT, "§12.4.3.3", "a ratchet_tree is sent without blank nodes at its end"),
  TREE_HASH_COVERS_BLANKS_AS_ABSENT(Duty.KEPT, "§7.8", "a blank node is hashed as an absent value"),

  // Update paths
  PATH_FITS_TREE("§7.6", "an UpdatePath has a node for each of the filtered direct path"),
  PATH_CIPHERTEXTS_FIT_RESOLUTION(
      "§7.6", "a node of an UpdatePath has a ciphertext for each node of the resolution"),
  PATH_PARENT_HASH_MATCHES("§7.9.2", "parent_hash of the committer's leaf is that of the path"),
  PATH_KEYS_ARE_NEW("§12.4.2", "no key of an UpdatePath is in the tree already"),
  PATH_SECRET_DECRYPTS("§7.5", "the path secret decrypts with a key of ours"),
  PATH_KEYS_MATCH_SECRET("§7.5", "the keys of an UpdatePath are those of its path secrets"),
  OUTDATED_KEYS_ARE_DELETED(
      Duty.KEPT, "§7.5", "the keys that an UpdatePath replaces are destroyed with the epoch"),

  // Proposals and Commits
  PROPOSAL_REFERENCE_IS_KNOWN("§12.4", "a proposal that is referred to was received this epoch"),
  UPDATE_IS_NOT_THE_COMMITTERS("§12.2", "a Commit covers no Update of its committer"),
  UPDATE_IS_A_MEMBERS("§12.1.2", "an Update is sent by the member it replaces"),
  UPDATE_KEY_IS_NEW("§7.3", "an Update brings a new encryption key"),
  REMOVE_IS_OF_A_MEMBER("§12.1.3", "a Remove names a leaf that is not blank"),
  REMOVE_IS_NOT_THE_COMMITTER("§12.2", "a Commit does not remove its committer"),
  LEAF_IS_CHANGED_ONCE("§12.2", "no two Updates or Removes concern the same leaf"),
  ADD_IS_OF_ONE_CLIENT("§12.2", "no two Adds are of the same client"),
  ADD_IS_NOT_OF_A_MEMBER("§12.2", "an Add is of no client that is in the group and stays"),
  PSK_IS_INJECTED_ONCE("§12.2", "no two PreSharedKey proposals are of the same key"),
  PSK_NONCE_FITS("§8.4", "psk_nonce has KDF.Nh bytes"),
  REINIT_PSK_STAYS_THERE("§11.2", "a resumption PSK for reinit is injected by nothing else"),
  BRANCH_PSK_STAYS_THERE("§11.3", "a resumption PSK for branch is injected by nothing else"),
  PSK_COUNT_FITS("§8.4", "an epoch injects at most 65535 PSKs"),
  PSK_NONCES_ARE_FRESH(Duty.KEPT, "§8.4", "each injection of a PSK has a random psk_nonce"),
  PSKS_KEEP_THEIR_ORDER(
      Duty.KEPT, "§8.4", "Commit and GroupSecrets list the same PSKs in the same order"),
  PSK_IS_AVAILABLE("§12.4.2", "every PSK that is referred to is at hand"),
  GROUP_CONTEXT_EXTENSIONS_COME_ONCE("§12.2", "a Commit has one GroupContextExtensions at most"),
  MEMBERS_MEET_NEW_REQUIREMENTS(
      "§12.1.7", "all members support what new required_capabilities demand"),
  PROPOSALS_APPLY_IN_ORDER(
      Duty.KEPT, "§12.3", "extensions, Updates, Removes, Adds: the order in which they apply"),
  REINIT_STANDS_ALONE("§12.2", "a ReInit is committed with no other proposal"),
  REINIT_VERSION_IS_NOT_LOWER("§12.1.5", "a ReInit does not go back to an older version"),
  REINIT_VERSION_IS_SUPPORTED("§11.2", "a ReInit is to a protocol version that we have"),
  EXTERNAL_INIT_IS_EXTERNAL("§12.2", "ExternalInit is in external Commits only"),
  PROPOSAL_TYPE_IS_SUPPORTED("§12.2", "every member supports the type of a proposal"),
  PROPOSAL_IS_ALLOWED("§12.2", "the application's policy allows the proposal"),
  PATH_IS_THERE_WHEN_REQUIRED("§12.4", "a Commit that needs a path has one"),
  COMMITTER_LEAF_KEY_IS_NEW("§12.4.2", "the committer's leaf has a new encryption key"),
  CONFIRMATION_TAG_VERIFIES("§12.4.2", "the confirmation tag is that of the new epoch"),
  OWN_COMMIT_IS_PENDING("§14", "a Commit of ours is one that is still pending here"),
  COMMIT_IS_NOT_LATE("§14", "a Commit is of the current epoch, or of one that is kept"),
  COMMIT_WAS_NOT_GIVEN_UP(
      "§9.1", "a Commit that was followed before a rewind is not followed again"),
  COMMIT_CHANGES_NOTHING_YET(
      Duty.KEPT, "§14", "making a Commit leaves the group as it is until the Commit is accepted"),
  WELCOME_WAITS_FOR_ITS_COMMIT(
      Duty.KEPT, "§14", "a Welcome is not to be had before its Commit is accepted"),
  WELCOME_COVERS_ALL_JOINERS(
      Duty.KEPT, "§12.4.1", "the Welcomes of a Commit cover every new member"),
  GROUP_IS_NOT_SUSPENDED("§12.4.2", "after a Commit of a ReInit nothing is sent in the group"),

  // From outside of the group
  EXTERNAL_SENDER_SENDS_PROPOSALS("§6.1", "an external sender sends nothing but proposals"),
  NEW_MEMBER_PROPOSES_ITS_ADD("§6.1", "new_member_proposal sends nothing but an Add"),
  NEW_MEMBER_COMMIT_IS_A_COMMIT("§6.1", "new_member_commit sends nothing but a Commit"),
  EXTERNAL_SENDER_IS_LISTED("§6.1", "an external sender is in the group's external_senders"),
  EXTERNAL_PROPOSAL_TYPE_IS_ALLOWED(
      "§12.1.8", "an external sender sends only types that are allowed to it"),
  EXTERNAL_COMMIT_HAS_A_PATH("§12.4.3.2", "an external Commit has a path"),
  EXTERNAL_COMMIT_IS_BY_VALUE("§12.4.3.2", "an external Commit has no proposal by reference"),
  EXTERNAL_COMMIT_PROPOSALS_FIT(
      "§12.2", "an external Commit has ExternalInit, Remove and PreSharedKey only"),
  EXTERNAL_INIT_COMES_ONCE("§12.2", "an external Commit has exactly one ExternalInit"),
  EXTERNAL_INIT_DECAPSULATES("§8.3", "kem_output decapsulates with external_priv"),
  EXTERNAL_COMMIT_REMOVES_ONE_AT_MOST("§12.2", "an external Commit removes one leaf at most"),
  RESYNC_KEY_IS_NEW(
      "§12.2", "the leaf of a resync has another encryption key than the one it replaces"),
  EXTERNAL_COMMIT_IS_ALLOWED("§12.4.3.2", "the application allows this external Commit"),
  GROUP_INFO_IS_OF_THE_EPOCH(
      "§12.4.3", "a GroupInfo has the GroupContext and the confirmation tag of its epoch"),
  EXTERNAL_PUB_IS_AT_HAND("§12.4.3.2", "a GroupInfo to join by has an external_pub of the suite"),

  // Founding and joining
  GROUP_SUITE_IS_THE_BEST(
      "§11", "a founder uses the best cipher suite that all first members support"),
  GROUP_STARTS_AT_EPOCH_ZERO(
      Duty.KEPT, "§11", "a new group has epoch 0, one member and an empty transcript"),
  ORIGIN_PSK_STANDS_ALONE(
      "§12.4.3.1", "a Welcome has one resumption PSK for reinit or branch at most"),
  NEW_GROUP_IS_AT_EPOCH_ONE("§12.4.3.1", "a group that comes from another is joined in epoch 1"),
  REINIT_WAS_COMMITTED("§12.4.3.1", "the last Commit to the old group was of a ReInit"),
  REINIT_GROUP_ID_MATCHES("§11.2", "a reinitialized group has the group_id of the ReInit"),
  REINIT_SUITE_MATCHES("§11.2", "a reinitialized group has the cipher suite of the ReInit"),
  REINIT_EXTENSIONS_MATCH("§11.2", "a reinitialized group has the extensions of the ReInit"),
  REINIT_KEEPS_THE_MEMBERS("§12.4.3.1", "all members of the old group are in the new one"),
  BRANCH_SUITE_MATCHES("§11.3", "a subgroup has the cipher suite of the group"),
  BRANCH_MEMBERS_ARE_KNOWN("§11.3", "all members of a subgroup are members of the group"),
  WELCOME_IS_FOR_US("§12.4.3.1", "the Welcome answers a KeyPackage that is waiting here"),
  WELCOME_SUITE_MATCHES("§12.4.3.1", "the Welcome has the cipher suite of the KeyPackage"),
  WELCOME_DECRYPTS("§12.4.3.1", "the group secrets and the GroupInfo decrypt"),
  GROUP_INFO_SIGNER_IS_A_MEMBER("§12.4.3.1", "the leaf of a GroupInfo's signer is not blank"),
  GROUP_INFO_SIGNATURE_VERIFIES("§12.4.3", "the signature of a GroupInfo verifies"),
  GROUP_INFO_SUITE_MATCHES("§12.4.3.1", "the GroupInfo has the cipher suite of the KeyPackage"),
  GROUP_ID_IS_NEW("§12.4.3.1", "we are in no other group of that name"),
  TREE_IS_AT_HAND("§12.4.3.1", "the ratchet tree comes with the Welcome or beside it"),
  OWN_LEAF_IS_IN_TREE("§12.4.3.1", "a leaf of the tree is the one of our KeyPackage"),
  GROUP_EXTENSIONS_ARE_SUPPORTED("§13.4", "we support every extension of the GroupContext"),
  WELCOME_PATH_SECRET_MATCHES("§12.4.3.1", "the path secret gives the keys of the tree"),
  WELCOME_CONFIRMATION_TAG_VERIFIES("§12.4.3.1", "the confirmation tag of the GroupInfo verifies");

  private final Duty duty;
  private final String section;
  private final String text;

  Rule(String section, String text) {
    this(Duty.REFUSED, section, text);
  }

  Rule(Duty duty, String section, String text) {
    this.duty = duty;
    this.section = section;
    this.text = text;
  }

  /** The section of RFC 9420 that demands it. */
  public String section() {
    return section;
  }

  /** What must hold. */
  public String text() {
    return text;
  }

  /** Whether it binds only ourselves: a breach is not refused, but does not come about. */
  public boolean isKept() {
    return duty == Duty.KEPT;
  }

  private enum Duty {
    REFUSED,
    KEPT
  }
}
