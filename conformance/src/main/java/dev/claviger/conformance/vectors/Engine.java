package dev.claviger.conformance.vectors;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.provider.MlsProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;

/** The engine under test: the one that production uses, found as production finds it. */
public final class Engine {
  private static final Provider PROVIDER = new MlsProvider();

  private Engine() {}

  public static Provider provider() {
    return PROVIDER;
  }

  /** The suite, or empty if the engine does not have it. */
  public static Optional<CipherSuite> find(CipherSuiteId id) {
    try {
      return Optional.of(CipherSuite.getInstance(id, PROVIDER));
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalStateException if the engine does not have the suite
   */
  public static CipherSuite suite(CipherSuiteId id) {
    return find(id).orElseThrow(() -> new IllegalStateException("the engine has no suite " + id));
  }
}
