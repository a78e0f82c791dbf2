package dev.claviger.hsm.cryptoki;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.Optional;

/**
 * The C_ functions of PKCS#11 that Claviger calls, one method each, named after them.
 *
 * <p>Session, slot, object and mechanism numbers are CK_ULONGs held as {@code long}. Every method
 * throws {@link CryptokiException} for any return value but CKR_OK. Implementations are thread-safe
 * to the extent that the module is; the session package sees to the rest.
 */
public interface Cryptoki {
  /**
   * C_Initialize.
   *
   * @param osLocking whether to pass CKF_OS_LOCKING_OK; without it nothing is passed for locking
   *     and the caller must serialise
   * @param moduleArguments the LibraryParameters string that NSS softokn wants
   */
  void initialize(boolean osLocking, Optional<String> moduleArguments);

  /** C_Finalize. */
  void finalizeModule();

  /** C_GetInfo. */
  ModuleInfo getInfo();

  /** C_GetSlotList: the slots with a token in them. */
  List<Long> getSlotList();

  /** C_GetTokenInfo. */
  TokenInfo getTokenInfo(long slot);

  /** C_GetMechanismList. */
  List<Long> getMechanismList(long slot);

  /** C_OpenSession, serial and read-write. */
  long openSession(long slot);

  /** C_CloseSession. */
  void closeSession(long session);

  /** C_GetSessionInfo: the state, one of the CKS_ constants of {@link Ck}. */
  long getSessionState(long session);

  /**
   * C_Login as the normal user.
   *
   * @param pin in UTF-8, stays alive; empty for the protected authentication path
   */
  void login(long session, Optional<Secret> pin);

  /** C_Logout. */
  void logout(long session);

  /** C_GenerateKeyPair. */
  KeyPairHandles generateKeyPair(
      long session, Mechanism mechanism, Template publicKey, Template privateKey);

  /** C_GenerateKey: a secret key. */
  long generateKey(long session, Mechanism mechanism, Template template);

  /**
   * C_WrapKey.
   *
   * @param limit the longest wrapped key there can be
   */
  Bytes wrapKey(long session, Mechanism mechanism, long wrappingKey, long key, int limit);

  /** C_UnwrapKey. */
  long unwrapKey(
      long session, Mechanism mechanism, long unwrappingKey, Bytes wrapped, Template template);

  /** C_DeriveKey. */
  long deriveKey(long session, Mechanism mechanism, long baseKey, Template derived);

  /** C_CreateObject. */
  long createObject(long session, Template template);

  /**
   * C_CreateObject with a CKA_VALUE; no copy of that stays in native memory.
   *
   * @param value stays alive
   */
  long createObject(long session, Template template, Secret value);

  /** C_DestroyObject. */
  void destroyObject(long session, long object);

  /** C_FindObjectsInit. */
  void findObjectsInit(long session, Template template);

  /** C_FindObjects: at most {@code limit} handles, none when there are no more. */
  List<Long> findObjects(long session, int limit);

  /** C_FindObjectsFinal. */
  void findObjectsFinal(long session);

  /**
   * C_GetAttributeValue of public attributes. What the object does not have, or will not tell, is
   * absent from the result and is no error.
   */
  Attributes getAttributeValue(long session, long object, long... types);

  /**
   * C_GetAttributeValue of CKA_VALUE; no copy stays in native memory.
   *
   * @param limit the most bytes there can be
   */
  Secret getSecretValue(long session, long object, int limit);

  /** C_SetAttributeValue. */
  void setAttributeValue(long session, long object, Template template);

  /** C_SignInit. */
  void signInit(long session, Mechanism mechanism, long key);

  /**
   * C_Sign.
   *
   * @param limit the longest signature there can be
   */
  Bytes sign(long session, Bytes data, int limit);

  /** C_EncryptInit. */
  void encryptInit(long session, Mechanism mechanism, long key);

  /**
   * C_Encrypt; no copy of the plaintext stays in native memory.
   *
   * @param limit the longest ciphertext there can be
   */
  Bytes encrypt(long session, Secret plaintext, int limit);

  /** C_DecryptInit. */
  void decryptInit(long session, Mechanism mechanism, long key);

  /**
   * C_Decrypt; no copy of the plaintext stays in native memory.
   *
   * @param limit the longest plaintext there can be
   */
  Secret decrypt(long session, Bytes ciphertext, int limit);

  /** C_DigestInit. */
  void digestInit(long session, Mechanism mechanism);

  /** C_DigestUpdate; no copy stays in native memory. */
  void digestUpdate(long session, Secret data);

  /** C_DigestKey. */
  void digestKey(long session, long key);

  /** C_DigestFinal; no copy stays in native memory. */
  Secret digestFinal(long session, int length);
}
