package dev.claviger.keystore.sealing;

import com.google.crypto.tink.KmsClient;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Keys of a key management service, by Tink's {@link KmsClient}. The key's name is its URI, and no
 * URI is asked for that was not given here: a sealed file cannot send anybody to a key of its own
 * choosing.
 */
public final class KmsSealingKeys implements SealingKeys {
  private final KmsClient client;
  private final String uri;
  private final List<String> older;

  private KmsSealingKeys(KmsClient client, String uri, List<String> older) {
    this.client = client;
    this.uri = uri;
    this.older = older;
  }

  /**
   * @param uri of the key that seals, as in {@code aws-kms://arn:…}
   * @param older of keys that only open
   * @throws IllegalArgumentException if the client is not for such a key
   */
  public static KmsSealingKeys of(KmsClient client, String uri, String... older) {
    requireSupport(client, uri);
    List<String> opening = List.of(older);
    opening.forEach(each -> requireSupport(client, each));
    return new KmsSealingKeys(client, uri, opening);
  }

  /**
   * With the client that {@code ServiceLoader} finds for it and the credentials that the service
   * finds by default.
   *
   * @throws IllegalArgumentException if there is no client for such a key
   */
  public static KmsSealingKeys of(String uri) {
    for (KmsClient client :
        ServiceLoader.load(KmsClient.class, KmsSealingKeys.class.getClassLoader())) {
      if (client.doesSupport(uri)) {
        try {
          return of(client.withDefaultCredentials(), uri);
        } catch (GeneralSecurityException e) {
          throw failed(uri, e);
        }
      }
    }
    throw new IllegalArgumentException(
        "no Tink KmsClient here is for " + uri + "; is its artifact on the path?");
  }

  @Override
  public SealingKey current() {
    return key(uri);
  }

  @Override
  public Optional<SealingKey> named(String name) {
    return name.equals(uri) || older.contains(name) ? Optional.of(key(name)) : Optional.empty();
  }

  private SealingKey key(String name) {
    try {
      return new SealingKey(name, client.getAead(name));
    } catch (GeneralSecurityException e) {
      throw failed(name, e);
    }
  }

  private static void requireSupport(KmsClient client, String uri) {
    if (!client.doesSupport(uri)) {
      throw new IllegalArgumentException("this client of a KMS is not for " + uri);
    }
  }

  private static SealingException failed(String name, GeneralSecurityException e) {
    return new SealingException(
        SealingException.Reason.KEY_FAILED, "the KMS gives no access to " + name, e);
  }
}
