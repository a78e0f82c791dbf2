package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.group.ExternalJoinRequest;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How to join by an external Commit (RFC 9420 §12.4.3.2). Not thread-safe. */
public final class ExternalJoinBuilder {
  private final MlsClient client;
  private final GroupInfo groupInfo;
  private final List<PreSharedKeyId> psks = new ArrayList<>();
  private Optional<RatchetTreeExtension> tree = Optional.empty();
  private Optional<LeafIndex> replaces = Optional.empty();
  private Bytes authenticatedData = Bytes.empty();

  ExternalJoinBuilder(MlsClient client, GroupInfo groupInfo) {
    this.client = client;
    this.groupInfo = groupInfo;
  }

  /**
   * The tree, if it is not inside the GroupInfo.
   *
   * @param ratchetTree the encoding of {@code optional<Node> ratchet_tree<V>}
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   */
  public ExternalJoinBuilder ratchetTree(Bytes ratchetTree) {
    tree = Optional.of(TlsReader.decode(ratchetTree, "ratchet_tree", RatchetTreeExtension::read));
    return this;
  }

  /**
   * Replaces an old leaf of this client (a "resync"). Needed only if it has another signature key:
   * the leaf with the same one is found and replaced in any case.
   */
  public ExternalJoinBuilder replacing(LeafIndex old) {
    replaces = Optional.of(old);
    return this;
  }

  /** Injects a pre-shared key that this client and the members have. */
  public ExternalJoinBuilder psk(PreSharedKeyId psk) {
    psks.add(psk);
    return this;
  }

  /** Data that travel with the Commit in clear, signed by us. */
  public ExternalJoinBuilder authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  /**
   * @throws dev.claviger.mls.rule.ValidationException if the GroupInfo or the group breaks a rule,
   *     or this client cannot join it
   */
  public PendingJoin build() {
    return client.join(groupInfo, tree, new ExternalJoinRequest(replaces, psks, authenticatedData));
  }
}
