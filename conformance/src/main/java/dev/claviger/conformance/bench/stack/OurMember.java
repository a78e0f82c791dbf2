package dev.claviger.conformance.bench.stack;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.index.LeafIndex;
import java.util.List;

/** A member of this build. */
record OurMember(Group group) implements BenchMember {
  @Override
  public Sent add(List<byte[]> keyPackages) {
    CommitBuilder commit = group.commit();
    keyPackages.forEach(commit::add);
    return accepted(commit.update().build());
  }

  @Override
  public Sent remove(int leaf) {
    return accepted(group.commit().remove(new LeafIndex(leaf)).build());
  }

  @Override
  public Sent commit() {
    return accepted(group.commit().build());
  }

  @Override
  public void process(byte[] commit) {
    group.process(commit);
  }

  @Override
  public byte[] protect(byte[] data) {
    return group.protect(data);
  }

  @Override
  public byte[] unprotect(byte[] message) {
    return ((Received.Application) group.process(message)).data().toByteArray();
  }

  @Override
  public byte[] export(String label, int length) {
    try (Secret secret = group.export(label, Bytes.empty(), length)) {
      return secret.expose().clone();
    }
  }

  @Override
  public byte[] groupInfo() {
    return group.groupInfo(true);
  }

  @Override
  public void delete() {
    group.delete();
  }

  @Override
  public Object state() {
    return group;
  }

  private static Sent accepted(PendingCommit pending) {
    byte[] message = pending.message();
    pending.accept();
    return new Sent(message, pending.welcome().orElse(Sent.NO_WELCOME));
  }
}
