package dev.claviger.conformance.peers;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.Member;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** This stack, over any vault, which is not closed with it. */
public final class Own implements PeerStack {
  private final KeyVault vault;

  public Own(KeyVault vault) {
    this.vault = vault;
  }

  @Override
  public String name() {
    return "Claviger";
  }

  @Override
  public Set<Integer> suites() {
    return CipherSuiteId.rfc9420().stream()
        .filter(id -> Engine.find(id).isPresent())
        .filter(
            id ->
                vault.supports(Engine.suite(id).kem()) instanceof VaultSupport.Supported
                    && vault.supports(Engine.suite(id).signatureScheme())
                        instanceof VaultSupport.Supported)
        .map(CipherSuiteId::value)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public PeerClient client(int suite, byte[] identity) {
    return new Client(
        MlsClient.builder()
            .suite(Engine.suite(new CipherSuiteId(suite)))
            .credential(new Credential.Basic(Bytes.copyOf(identity)))
            .vault(vault)
            .validator(new BasicBesideX509())
            .build());
  }

  @Override
  public void close() {}

  private record Client(MlsClient client) implements PeerClient {
    @Override
    public byte[] keyPackage() {
      return new MlsMessage(client.keyPackage()).encode().toByteArray();
    }

    @Override
    public PeerGroup create(byte[] groupId) {
      return new Seat(client.createGroup(new GroupId(Bytes.copyOf(groupId))));
    }

    @Override
    public PeerGroup join(byte[] welcome) {
      return new Seat(client.join(welcome));
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record Seat(Group group) implements PeerGroup {
    @Override
    public long epoch() {
      return group.epoch().number();
    }

    @Override
    public PeerCommit add(List<byte[]> keyPackages) {
      CommitBuilder commit = group.commit().update();
      keyPackages.forEach(commit::add);
      return told(commit.build());
    }

    @Override
    public PeerCommit remove(byte[] identity) {
      return told(group.commit().remove(named(identity)).build());
    }

    @Override
    public PeerCommit update() {
      return told(group.commit().withoutPending().update().build());
    }

    @Override
    public byte[] proposeAdd(byte[] keyPackage) {
      return group.propose().add(keyPackage);
    }

    @Override
    public byte[] proposeRemove(byte[] identity) {
      return group.propose().remove(named(identity));
    }

    @Override
    public byte[] proposeUpdate() {
      return group.propose().update();
    }

    @Override
    public PeerCommit commitProposals() {
      return told(group.commit().build());
    }

    @Override
    public void accept() {
      group.pendingCommits().get(0).accept();
    }

    @Override
    public boolean follow(byte[] handshake) {
      return !(group.process(handshake) instanceof Received.Removed);
    }

    @Override
    public byte[] protect(byte[] plaintext) {
      return group.protect(plaintext);
    }

    @Override
    public byte[] unprotect(byte[] message) {
      return ((Received.Application) group.process(message)).data().toByteArray();
    }

    @Override
    public byte[] export(int length) {
      try (Secret exported = group.export("exporter", Bytes.empty(), length)) {
        return exported.expose();
      }
    }

    @Override
    public void delete() {
      group.delete();
    }

    private Member named(byte[] identity) {
      Credential wanted = new Credential.Basic(Bytes.copyOf(identity));
      return group.members().stream()
          .filter(member -> member.credential().equals(wanted))
          .findFirst()
          .orElseThrow();
    }

    private static PeerCommit told(PendingCommit commit) {
      return new PeerCommit(commit.message(), commit.bundledWelcomes().stream().findFirst());
    }
  }
}
