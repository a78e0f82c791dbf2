package dev.claviger.mls.wire;

import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * {@link GroupSecrets} sealed to one new member (RFC 9420 §12.4.3.1).
 *
 * <pre>
 * struct {
 *   KeyPackageRef new_member;
 *   HPKECiphertext encrypted_group_secrets;
 * } EncryptedGroupSecrets;
 * </pre>
 */
public record EncryptedGroupSecrets(KeyPackageRef newMember, HpkeCiphertext encryptedGroupSecrets)
    implements TlsStruct {
  public static EncryptedGroupSecrets read(TlsReader r) {
    return new EncryptedGroupSecrets(KeyPackageRef.read(r), ProviderStructs.readHpkeCiphertext(r));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(newMember);
    ProviderStructs.write(encryptedGroupSecrets, w);
  }
}
