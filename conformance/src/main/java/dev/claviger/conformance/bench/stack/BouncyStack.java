package dev.claviger.conformance.bench.stack;

import dev.claviger.crypto.CipherSuiteId;

/** Bouncy Castle's MLS with the bcprov that it was built on; its state is in memory. */
public final class BouncyStack implements BenchStack {
  static final String MLS = "org.bouncycastle.mls.";

  private final Foreign library;

  private BouncyStack(Foreign library) {
    this.library = library;
  }

  /**
   * @throws NotOfferedException if its jars are not there
   */
  public static BouncyStack open() {
    return new BouncyStack(Foreign.of("bcmls", "org.bouncycastle."));
  }

  @Override
  public String name() {
    return "bouncycastle";
  }

  @Override
  public String description() {
    String jar =
        library
            .type(MLS + "protocol.Group")
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath();
    return jar.substring(jar.lastIndexOf('/') + 1) + ", pure Java, state in memory";
  }

  @Override
  public BenchClient client(CipherSuiteId id, String who) {
    Object suite =
        library.call(library.type(MLS + "crypto.MlsCipherSuite"), "getSuite", (short) id.value());
    return new BouncyClient(library, suite, who);
  }

  @Override
  public void close() {
    library.close();
  }
}
