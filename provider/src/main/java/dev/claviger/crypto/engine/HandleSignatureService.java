package dev.claviger.crypto.engine;

import java.security.Key;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** {@code Signature} for the handles that a provider knows, and for no other key. */
public final class HandleSignatureService extends Provider.Service {
  private final Predicate<Object> claims;
  private final Predicate<Object> accepts;

  /**
   * @param algorithm the JCA name
   * @param claims the keys that are this provider's to use or refuse, all of them {@link
   *     dev.claviger.crypto.key.SignatureHandle}s
   * @param accepts those of them that sign by the algorithm; a refusal says what the others do
   */
  public HandleSignatureService(
      Provider provider, String algorithm, Predicate<Object> claims, Predicate<Object> accepts) {
    super(provider, "Signature", algorithm, HandleSignature.class.getName(), List.of(), Map.of());
    this.claims = claims;
    this.accepts = accepts;
  }

  @Override
  public Object newInstance(Object constructorParameter) {
    return new HandleSignature(getProvider(), getAlgorithm(), accepts);
  }

  @Override
  public boolean supportsParameter(Object parameter) {
    return parameter instanceof Key && claims.test(parameter);
  }
}
