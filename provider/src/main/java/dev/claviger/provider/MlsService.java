package dev.claviger.provider;

import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.function.Predicate;

/**
 * A service that makes its implementation itself: the reflective default would need the class to be
 * public and its package exported.
 */
final class MlsService extends Provider.Service {
  private final Factory factory;
  private final Predicate<Key> accepts;

  /** Makes a fresh SPI object. */
  @FunctionalInterface
  interface Factory {
    Object create();
  }

  MlsService(
      Provider provider,
      String type,
      String algorithm,
      List<String> aliases,
      Predicate<Key> accepts,
      Factory factory) {
    super(provider, type, algorithm, MlsProvider.class.getName(), aliases, null);
    this.accepts = accepts;
    this.factory = factory;
  }

  @Override
  public Object newInstance(Object constructorParameter) throws NoSuchAlgorithmException {
    if (constructorParameter != null) {
      throw new java.security.InvalidParameterException(getType() + " takes no parameter");
    }
    return factory.create();
  }

  /** What lets the JCA select among providers by the key (see {@code Signature#initSign}). */
  @Override
  public boolean supportsParameter(Object parameter) {
    return parameter instanceof Key key && accepts.test(key);
  }
}
