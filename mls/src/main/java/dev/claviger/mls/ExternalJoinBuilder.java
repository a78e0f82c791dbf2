package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.group.ExternalJoinRequest;
import dev.claviger.mls.group.PskIds;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.ResumptionPskUsage;
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

  /** Injects an external PSK, which this client and the members have under that name (§8.4). */
  public ExternalJoinBuilder psk(Bytes pskId) {
    psks.add(PskIds.external(client.suite(), pskId));
    return this;
  }

  /**
   * Injects the resumption PSK of a past epoch of this group (§8.6), by which a client that comes
   * back shows that it was a member then.
   */
  public ExternalJoinBuilder resumptionPsk(long epoch) {
    psks.add(
        PskIds.resumption(
            client.suite(),
            ResumptionPskUsage.APPLICATION,
            groupInfo.groupContext().groupId(),
            epoch));
    return this;
  }

  /** Data that travel with the Commit in clear, signed by us. */
  public ExternalJoinBuilder authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  /**
   * @throws dev.claviger.mls.rule.ValidationException if the GroupInfo or the group breaks a rule,
   *     or this client cannot join it, for want of a capability or a PSK
   */
  public PendingJoin build() {
    return client.join(groupInfo, tree, new ExternalJoinRequest(replaces, psks, authenticatedData));
  }
}
