package dev.claviger.conformance.peers;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.interop.MessageLimit;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Bouncy Castle's MLS as a server of the harness, in this process and apart from it: a class loader
 * of its own has the bcprov that it was built on, and its static state. That state is not made for
 * several threads, so one runner at a time calls a server.
 */
final class BouncyCastle implements AutoCloseable {
  /** Where the build puts its jars; another folder if it was not Maven that built. */
  private static final Path JARS =
      Path.of(System.getProperty("claviger.bcmls", "target/peers/bcmls"));

  private static final String SERVICE = "org.bouncycastle.mls.client.MLSClientImpl";

  private final URLClassLoader loader;
  private final Server server;

  private BouncyCastle(URLClassLoader loader, Server server) {
    this.loader = loader;
    this.server = server;
  }

  /** Starts one, or the test says loudly that it did not run. */
  static BouncyCastle start() {
    if (Files.notExists(JARS)) {
      Loudly.notRunButUnderCi("Bouncy Castle as a peer", JARS + " is not there: run it by Maven");
    }
    try {
      URLClassLoader loader = new Apart(jars());
      BindableService service =
          (BindableService) loader.loadClass(SERVICE).getDeclaredConstructor().newInstance();
      Server server =
          OkHttpServerBuilder.forPort(
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

  private static URL[] jars() throws IOException {
    try (Stream<Path> files = Files.list(JARS)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .map(BouncyCastle::url)
          .toArray(URL[]::new);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** Has Bouncy Castle's classes from the jars, though the parent has some of the same name. */
  private static final class Apart extends URLClassLoader {
    Apart(URL[] jars) {
      super(jars, BouncyCastle.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.bouncycastle.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
