package dev.claviger.keystore.sealing;

import com.google.crypto.tink.Aead;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;

/**
 * Sealing keys as one {@code Aead}. The name of the key is authenticated with the rest.
 *
 * <pre>
 * struct {
 *     opaque key_name&lt;V&gt;;   // SealingKey.name
 *     opaque sealed&lt;V&gt;;     // the key's output; associated data: key_name, then the caller's
 * } NamedCiphertext;
 * </pre>
 */
final class NamedAead implements Aead {
  private final SealingKeys keys;

  NamedAead(SealingKeys keys) {
    this.keys = keys;
  }

  private record Ciphertext(Bytes keyName, Bytes sealed) {
    static Ciphertext read(TlsReader r) {
      return new Ciphertext(
          r.opaque("NamedCiphertext.key_name"), r.opaque("NamedCiphertext.sealed"));
    }
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    try {
      SealingKey key = keys.current();
      Bytes name = Bytes.utf8(key.name());
      byte[] sealed = key.aead().encrypt(plaintext, associated(name, associatedData));
      return new TlsWriter().opaque(name).opaque(Bytes.wrap(sealed)).toBytes().toByteArray();
    } catch (VaultException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    try {
      Ciphertext read =
          TlsReader.decode(Bytes.copyOf(ciphertext), "NamedCiphertext", Ciphertext::read);
      return named(read.keyName())
          .aead()
          .decrypt(read.sealed().toByteArray(), associated(read.keyName(), associatedData));
    } catch (DecodeException e) {
      throw new GeneralSecurityException("what is to be opened is cut off or changed", e);
    } catch (VaultException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  private SealingKey named(Bytes keyName) throws GeneralSecurityException {
    if (keyName.length() > SealingKey.LONGEST_NAME) {
      throw new GeneralSecurityException("what is to be opened names a key at too great length");
    }
    String name = new String(keyName.toByteArray(), StandardCharsets.US_ASCII);
    return keys.named(name)
        .orElseThrow(
            () ->
                new GeneralSecurityException("it is sealed under " + name + ", which is not here"));
  }

  /** Tink takes null for nothing. */
  private static byte[] associated(Bytes keyName, byte[] associatedData) {
    Bytes rest = Bytes.copyOf(Objects.requireNonNullElse(associatedData, new byte[0]));
    return new TlsWriter().opaque(keyName).fixed(rest).toBytes().toByteArray();
  }
}
