package dev.claviger.conformance.interop.runner;

import dev.claviger.conformance.interop.MessageLimit;
import dev.claviger.conformance.interop.proto.MLSClientGrpc;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.NameRequest;
import dev.claviger.conformance.interop.proto.SupportedCiphersuitesRequest;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A server of the harness, as its name and the cipher suites that it has. */
public final class Peer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final ManagedChannel channel;
  private final String name;
  private final Set<Integer> suites;

  private Peer(ManagedChannel channel, String name, Set<Integer> suites) {
    this.channel = channel;
    this.name = name;
    this.suites = suites;
  }

  /**
   * @param address {@code HOST:PORT}
   * @throws IllegalStateException if no server answers there
   */
  public static Peer connect(String address) {
    ManagedChannel channel =
        Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
            .maxInboundMessageSize(MessageLimit.BYTES)
            .build();
    try {
      MLSClientBlockingStub stub =
          MLSClientGrpc.newBlockingStub(channel)
              .withWaitForReady()
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String name = stub.name(NameRequest.getDefaultInstance()).getName();
      Set<Integer> suites =
          new TreeSet<>(
              stub.supportedCiphersuites(SupportedCiphersuitesRequest.getDefaultInstance())
                  .getCiphersuitesList());
      return new Peer(channel, name, suites);
    } catch (StatusRuntimeException e) {
      channel.shutdownNow();
      throw new IllegalStateException("no harness answers at " + address + ": " + e.getStatus(), e);
    }
  }

  /** What it calls itself. */
  public String name() {
    return name;
  }

  /** Code points. */
  public Set<Integer> suites() {
    return suites;
  }

  /** For one call, which ends in time. */
  MLSClientBlockingStub stub() {
    return MLSClientGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
