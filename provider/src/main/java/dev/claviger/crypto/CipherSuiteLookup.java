package dev.claviger.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;

/** Finds ciphersuite services, as the JDK's own engine classes find theirs. */
final class CipherSuiteLookup {
  private CipherSuiteLookup() {}

  static CipherSuite find(String algorithm) throws NoSuchAlgorithmException {
    for (Provider provider : Security.getProviders()) {
      Provider.Service service = provider.getService(CipherSuite.SERVICE_TYPE, algorithm);
      if (service != null) {
        return CipherSuite.of(service);
      }
    }
    throw new NoSuchAlgorithmException(
        "no installed provider has the MLS ciphersuite "
            + algorithm
            + "; Security.addProvider(new MlsProvider()) installs those of RFC 9420");
  }

  static CipherSuite find(String algorithm, String provider)
      throws NoSuchAlgorithmException, NoSuchProviderException {
    Provider installed = Security.getProvider(provider);
    if (installed == null) {
      throw new NoSuchProviderException("no provider named " + provider + " is installed");
    }
    return find(algorithm, installed);
  }

  static CipherSuite find(String algorithm, Provider provider) throws NoSuchAlgorithmException {
    Provider.Service service = provider.getService(CipherSuite.SERVICE_TYPE, algorithm);
    if (service == null) {
      throw new NoSuchAlgorithmException(
          "provider " + provider.getName() + " has no MLS ciphersuite " + algorithm);
    }
    return CipherSuite.of(service);
  }
}
