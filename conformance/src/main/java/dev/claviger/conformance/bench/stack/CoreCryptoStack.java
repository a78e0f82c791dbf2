package dev.claviger.conformance.bench.stack;

import dev.claviger.conformance.peers.CoreCrypto;
import dev.claviger.conformance.peers.PeerClient;
import dev.claviger.conformance.peers.PeerCommit;
import dev.claviger.conformance.peers.PeerGroup;
import dev.claviger.crypto.CipherSuiteId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/** OpenMLS as core-crypto has it: native code, and an encrypted SQLite file for each client. */
public final class CoreCryptoStack implements BenchStack {
  private static final int GROUP_ID_LENGTH = 16;

  private final CoreCrypto stack;

  private CoreCryptoStack(CoreCrypto stack) {
    this.stack = stack;
  }

  /**
   * @throws NotOfferedException if its jars are not there
   */
  public static CoreCryptoStack open() {
    CoreCrypto.missing()
        .ifPresent(
            why -> {
              throw new NotOfferedException(why);
            });
    return new CoreCryptoStack(CoreCrypto.open());
  }

  @Override
  public String name() {
    return "core-crypto";
  }

  @Override
  public String description() {
    return stack.name() + " (OpenMLS), native, state in an encrypted SQLite file each";
  }

  @Override
  public BenchClient client(CipherSuiteId suite, String name) {
    if (!stack.suites().contains(suite.value())) {
      throw new NotOfferedException("it does not have the suite " + suite);
    }
    return new Client(stack.client(suite.value(), name.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    stack.close();
  }

  private record Client(PeerClient client) implements BenchClient {
    @Override
    public byte[] keyPackage() {
      return client.keyPackage();
    }

    @Override
    public BenchMember create() {
      byte[] groupId = new byte[GROUP_ID_LENGTH];
      new SecureRandom().nextBytes(groupId);
      return new Member(client.create(groupId));
    }

    @Override
    public BenchMember join(byte[] welcome) {
      return new Member(client.join(welcome));
    }

    @Override
    public BenchMember joinExternally(byte[] groupInfo) {
      throw new NotOfferedException("its external Commits are not called here");
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record Member(PeerGroup group) implements BenchMember {
    @Override
    public Sent add(List<byte[]> keyPackages) {
      return accepted(group.add(keyPackages));
    }

    @Override
    public Sent remove(int leaf) {
      throw new NotOfferedException("it removes clients by their names, not leaves");
    }

    @Override
    public Sent commit() {
      return accepted(group.update());
    }

    @Override
    public void process(byte[] commit) {
      group.follow(commit);
    }

    @Override
    public byte[] protect(byte[] data) {
      return group.protect(data);
    }

    @Override
    public byte[] unprotect(byte[] message) {
      return group.unprotect(message);
    }

    @Override
    public byte[] export(String label, int length) {
      return group.export(length);
    }

    @Override
    public void delete() {
      group.delete();
    }

    @Override
    public Object state() {
      return group;
    }

    private Sent accepted(PeerCommit commit) {
      group.accept();
      return new Sent(commit.message(), commit.welcome().orElse(Sent.NO_WELCOME));
    }
  }
}
