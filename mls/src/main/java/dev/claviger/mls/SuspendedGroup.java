package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.ReInit;
import java.util.Optional;

/**
 * What is left to do in a group whose last Commit covered a ReInit: create the group that takes its
 * place, or join it when another member has (RFC 9420 §11.2). Close the old group when that is done
 * and late messages need not be read any more.
 */
public final class SuspendedGroup {
  private final Group group;
  private final ReInit reInit;

  SuspendedGroup(Group group, ReInit reInit) {
    this.group = group;
    this.reInit = reInit;
  }

  /** The parameters of the new group. */
  public ReInit reInit() {
    return reInit;
  }

  /**
   * Creates the new group.
   *
   * @param client of the new group's cipher suite; the same as in the old one, if that stays
   * @param others KeyPackages of all other members, for the new cipher suite
   * @throws dev.claviger.mls.rule.ValidationException if a member is missing, or a KeyPackage is
   *     not valid in the new group
   * @throws IllegalStateException if the old group is closed
   */
  public NewGroup create(MlsClient client, Iterable<KeyPackage> others) {
    return create(client, others, NewGroupForm.DEFAULT);
  }

  /** As {@link #create(MlsClient, Iterable)}, with a say in how the new group begins. */
  public NewGroup create(MlsClient client, Iterable<KeyPackage> others, NewGroupForm form) {
    return group.reinitialize(client, others, reInit, form);
  }

  /**
   * Joins the new group. If the same client was in the old one, {@link MlsClient#join(byte[])} does
   * too.
   *
   * @param client of the new group's cipher suite, whose KeyPackage the Welcome answers
   */
  public Group join(MlsClient client, byte[] welcome) {
    return client.join(welcome, Optional.empty(), group::origin);
  }

  /**
   * As {@link #join(MlsClient, byte[])}, with the tree beside the Welcome.
   *
   * @param ratchetTree the encoding of {@code optional<Node> ratchet_tree<V>}
   */
  public Group join(MlsClient client, byte[] welcome, Bytes ratchetTree) {
    return client.join(welcome, Optional.of(ratchetTree), group::origin);
  }
}
