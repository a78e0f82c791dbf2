package dev.claviger.hsm.cryptoki;

/**
 * The C functions of a PKCS#11 module, called as the header {@code pkcs11f.h} has them. A CK_ULONG
 * is a number, a pointer the address as a number, zero for NULL_PTR. What is returned is the CK_RV
 * as {@link Ulong#ofResult} understands it.
 */
interface CkCalls {
  long initialize(long arguments);

  long finalize(long reserved);

  long getInfo(long info);

  long getSlotList(long tokenPresent, long list, long count);

  long getTokenInfo(long slot, long info);

  long getMechanismList(long slot, long list, long count);

  long openSession(long slot, long flags, long application, long notify, long session);

  long closeSession(long session);

  long getSessionInfo(long session, long info);

  long login(long session, long userType, long pin, long pinLength);

  long logout(long session);

  long createObject(long session, long template, long count, long object);

  long destroyObject(long session, long object);

  long getAttributeValue(long session, long object, long template, long count);

  long setAttributeValue(long session, long object, long template, long count);

  long findObjectsInit(long session, long template, long count);

  long findObjects(long session, long objects, long limit, long count);

  long findObjectsFinal(long session);

  long encryptInit(long session, long mechanism, long key);

  long encrypt(long session, long data, long length, long encrypted, long encryptedLength);

  long decryptInit(long session, long mechanism, long key);

  long decrypt(long session, long encrypted, long length, long data, long dataLength);

  long digestInit(long session, long mechanism);

  long digestUpdate(long session, long part, long length);

  long digestKey(long session, long key);

  long digestFinal(long session, long digest, long length);

  long signInit(long session, long mechanism, long key);

  long sign(long session, long data, long length, long signature, long signatureLength);

  long generateKey(long session, long mechanism, long template, long count, long key);

  long generateKeyPair(
      long session,
      long mechanism,
      long publicTemplate,
      long publicCount,
      long privateTemplate,
      long privateCount,
      long publicKey,
      long privateKey);

  long wrapKey(long session, long mechanism, long wrappingKey, long key, long wrapped, long length);

  long unwrapKey(
      long session,
      long mechanism,
      long unwrappingKey,
      long wrapped,
      long length,
      long template,
      long count,
      long key);

  long deriveKey(long session, long mechanism, long baseKey, long template, long count, long key);
}
