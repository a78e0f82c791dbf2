package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.bc.BouncyCastleBackend;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds backends by name, among what is installed and what is merely on the path. */
final class Backends {
  /** The JDK's own providers. */
  static final String JDK = "JDK";

  /** Bouncy Castle's lightweight classes. */
  static final String BC = "BC";

  /** Bouncy Castle's FIPS module, which cannot be on the path together with {@link #BC}. */
  static final String BC_FIPS = "BCFIPS";

  static final String CONSCRYPT = "Conscrypt";
  static final String ACCP = "AmazonCorrettoCryptoProvider";

  /** The Conscrypt that Android installs; it has none of the JDK's providers. */
  static final String ANDROID = "AndroidOpenSSL";

  private static final List<String> JDK_PROVIDERS = List.of("SUN", "SunJCE", "SunEC");

  /** Providers that work without being installed, if their classes are there. */
  private static final Map<String, String> ON_THE_PATH =
      Map.of(
          BC_FIPS, "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider",
          CONSCRYPT, "org.conscrypt.OpenSSLProvider",
          ACCP, "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");

  private static final Map<String, Backend> FOUND = new ConcurrentHashMap<>();

  private Backends() {}

  /**
   * @throws NoSuchProviderException if there is none of that name
   */
  static Backend find(String name) throws NoSuchProviderException {
    Backend known = FOUND.get(name);
    if (known != null) {
      return known;
    }
    Backend found =
        switch (name) {
          case JDK -> new JcaBackend(JDK, jdkProviders());
          case BC -> bouncyCastle();
          default -> new JcaBackend(name, List.of(provider(name)));
        };
    FOUND.put(name, found);
    return found;
  }

  private static List<Provider> jdkProviders() {
    return JDK_PROVIDERS.stream()
        .map(Security::getProvider)
        .filter(java.util.Objects::nonNull)
        .collect(Lists.toList());
  }

  private static Backend bouncyCastle() throws NoSuchProviderException {
    try {
      Class.forName("org.bouncycastle.math.ec.rfc7748.X25519");
      return new BouncyCastleBackend();
    } catch (ClassNotFoundException | LinkageError e) {
      throw unavailable("Bouncy Castle (bcprov) is not on the path", e);
    }
  }

  private static Provider provider(String name) throws NoSuchProviderException {
    Provider installed = Security.getProvider(name);
    if (installed != null) {
      return installed;
    }
    String className = ON_THE_PATH.get(name);
    if (className == null) {
      throw new NoSuchProviderException("no provider named " + name + " is installed");
    }
    try {
      return Class.forName(className).asSubclass(Provider.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw unavailable(name + " is not on the path, or does not load here", e);
    }
  }

  private static NoSuchProviderException unavailable(String reason, Throwable cause) {
    NoSuchProviderException unavailable = new NoSuchProviderException(reason);
    unavailable.initCause(cause);
    return unavailable;
  }
}
