package dev.claviger.conformance.vectors.generate;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** Serves one suite of the engine with nothing left to chance. It is not to be installed. */
final class SeededProvider extends Provider {
  private static final long serialVersionUID = 1L;

  private SeededProvider(CipherSuiteId id, SecureRandom random) {
    super("MLS-seeded", "1", "repeatable suites for making test vectors");
    putService(new SuiteService(this, id, random));
  }

  static CipherSuite suite(CipherSuiteId id, SecureRandom random) {
    try {
      return CipherSuite.getInstance(id, new SeededProvider(id, random));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static final class SuiteService extends Service {
    private final CipherSuiteId id;
    private final SecureRandom random;

    SuiteService(Provider provider, CipherSuiteId id, SecureRandom random) {
      super(
          provider,
          CipherSuite.SERVICE_TYPE,
          id.toString(),
          SeededSuiteSpi.class.getName(),
          List.of(),
          Map.of());
      this.id = id;
      this.random = random;
    }

    @Override
    public Object newInstance(Object parameter) {
      return new SeededSuiteSpi(Engine.suite(id), random);
    }
  }
}
