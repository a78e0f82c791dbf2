package dev.claviger.conformance.interop;

import dev.claviger.conformance.interop.server.InteropServer;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** This stack's server on a free port of this machine, and the vault of its members. */
public record OwnServer(InteropServer server, KeyVault vault) implements AutoCloseable {
  public static OwnServer software() {
    return over(SoftwareVault.create());
  }

  /** The vault is closed with the server. */
  public static OwnServer over(KeyVault vault) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new OwnServer(InteropServer.start(any, vault, false), vault);
  }

  public String address() {
    return "127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.close();
    vault.close();
  }
}
