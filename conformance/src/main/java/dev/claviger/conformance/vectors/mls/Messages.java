package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.MlsMessageBody;

/** MLSMessages as vectors hold them. */
public final class Messages {
  private Messages() {}

  /**
   * @throws MalformedVectorException if the message is of another kind
   */
  public static <T extends MlsMessageBody> T read(Bytes encoded, Class<T> type) {
    MlsMessageBody body = MlsMessage.decode(encoded).body();
    if (!type.isInstance(body)) {
      throw new MalformedVectorException(
          "a " + type.getSimpleName() + " was expected, not a " + body.getClass().getSimpleName());
    }
    return type.cast(body);
  }
}
