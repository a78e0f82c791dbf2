package dev.claviger.conformance.peers;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.interop.MessageLimit;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Bouncy Castle's MLS as a server of the harness, in this process and apart from it: a class loader
 * of its own has the bcprov that it was built on, and its static state. That state is not made for
 * several threads, so one runner at a time calls a server.
 */
final class BouncyCastle implements AutoCloseable {
  private static final String FOLDER = "bcmls";

  private static final String SERVICE = "org.bouncycastle.mls.client.MLSClientImpl";

  private final Apart loader;
  private final Server server;

  private BouncyCastle(Apart loader, Server server) {
    this.loader = loader;
    this.server = server;
  }

  /** Starts one, or the test says loudly that it did not run. */
  static BouncyCastle start() {
    Apart.missing(FOLDER).ifPresent(why -> Loudly.notRunButUnderCi("Bouncy Castle as a peer", why));
    try {
      Apart loader = Apart.of(FOLDER, "org.bouncycastle.");
      BindableService service =
          (BindableService) loader.loadClass(SERVICE).getDeclaredConstructor().newInstance();
      Server server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  InsecureServerCredentials.create())
              .maxInboundMessageSize(MessageLimit.BYTES)
              .addService(service)
              .build()
              .start();
      return new BouncyCastle(loader, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(SERVICE + " is not as it was", e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
      loader.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
