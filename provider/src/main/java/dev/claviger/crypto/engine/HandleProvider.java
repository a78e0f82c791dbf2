package dev.claviger.crypto.engine;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.SignatureHandle;
import java.security.Provider;
import java.util.function.Predicate;

/**
 * The JCA provider of one vault: {@code Signature} for the handles of that vault and for no other
 * key, so that it may stand anywhere in the list of installed providers, or in none.
 */
public final class HandleProvider extends Provider {
  private static final long serialVersionUID = 1L;

  /**
   * @param name unique if it is to be installed: {@code ClavigerPKCS11-mls}
   */
  @SuppressWarnings("deprecation") // the successor of this constructor came to Android with API 34
  public HandleProvider(String name, String info) {
    super(name, 0.1, info);
    for (SignatureScheme scheme : SignatureScheme.values()) {
      Predicate<Object> ours = key -> accepts(key, scheme);
      putService(new HandleSignatureService(this, scheme.jcaName(), ours, ours));
    }
  }

  @SuppressWarnings("ReferenceEquality") // equal providers of two vaults are not the same vault
  private boolean accepts(Object key, SignatureScheme scheme) {
    return key instanceof SignatureHandle handle
        && handle.provider() == this
        && handle.scheme() == scheme;
  }
}
