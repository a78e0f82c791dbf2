package dev.claviger.keystore.sealing;

import com.google.crypto.tink.Aead;
import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.VaultException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.AEADBadTagException;

/** A vault's sealing key as a Tink {@code Aead}. */
final class HandleAead implements Aead {
  private final SealingHandle handle;

  HandleAead(SealingHandle handle) {
    this.handle = handle;
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    try (Secret clear = Secret.copyOf(plaintext)) {
      return handle.seal(clear, bytes(associatedData)).toByteArray();
    } catch (VaultException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    try (Secret clear = handle.open(Bytes.copyOf(ciphertext), bytes(associatedData))) {
      return clear.expose();
    } catch (AuthenticationException e) {
      throw new AEADBadTagException(e.getMessage());
    } catch (VaultException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  /** Tink takes null for nothing. */
  private static Bytes bytes(byte[] associatedData) {
    return Bytes.copyOf(Objects.requireNonNullElse(associatedData, new byte[0]));
  }
}
