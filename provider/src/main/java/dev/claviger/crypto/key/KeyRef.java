package dev.claviger.crypto.key;

import java.net.URI;
import java.util.Objects;

/**
 * The lasting name of a key: a URI that its vault understands. {@code pkcs11:} URIs follow RFC
 * 7512; the others are {@code software:}, {@code android:}, {@code wrapped:}, which names a key
 * that a PKCS#11 token unwraps when it is used, and {@code imported:}, one that was derived and put
 * into a token for as long as a session lasts. A reference holds no secret and may be logged and
 * stored.
 */
public record KeyRef(URI uri) {
  /**
   * @throws IllegalArgumentException if the URI has no scheme
   */
  public KeyRef {
    if (Objects.requireNonNull(uri).getScheme() == null) {
      throw new IllegalArgumentException("a key reference needs a URI scheme: " + uri);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not an absolute URI
   */
  public static KeyRef of(String uri) {
    return new KeyRef(URI.create(uri));
  }

  public String scheme() {
    return uri.getScheme();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
