package dev.claviger.conformance.interop.server;

import dev.claviger.conformance.interop.MessageLimit;
import dev.claviger.crypto.key.KeyVault;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * This stack as a server of mlswg's harness: the gRPC service {@code mls_client.MLSClient}, without
 * TLS, for any number of callers at once. All keys of all members are made in one vault, which is
 * not closed with the server.
 */
public final class InteropServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Server server;
  private final MlsClientService service;

  private InteropServer(Server server, MlsClientService service) {
    this.server = server;
    this.service = service;
  }

  /**
   * @param address port 0 for any that is free
   * @param grease whether the members send GREASE (RFC 9420 §13.5), which not all peers bear
   * @throws UncheckedIOException if the address cannot be had
   */
  public static InteropServer start(InetSocketAddress address, KeyVault vault, boolean grease) {
    MlsClientService service = new MlsClientService(new Parties(vault, grease));
    try {
      Server server =
          NettyServerBuilder.forAddress(address, InsecureServerCredentials.create())
              .maxInboundMessageSize(MessageLimit.BYTES)
              .permitKeepAliveTime(0, TimeUnit.NANOSECONDS)
              .permitKeepAliveWithoutCalls(true)
              .addService(WellFormed.of(service))
              .build()
              .start();
      return new InteropServer(server, service);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** How many ids stand for something: states, transactions, signers and reinitializations. */
  public int held() {
    return service.ids().count();
  }

  /** Returns when the server was closed. */
  public void await() throws InterruptedException {
    server.awaitTermination();
  }

  /** Ends all calls and frees all states, and with them their keys in the vault. Idempotent. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    service.ids().freeAll();
  }
}
