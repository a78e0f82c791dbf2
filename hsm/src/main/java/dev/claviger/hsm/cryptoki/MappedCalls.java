package dev.claviger.hsm.cryptoki;

/**
 * {@link CkCalls} as native methods, which JNA binds to a module's functions: it finds no
 * argument's type out at each call, as it must where a function is called by pointer. A class is
 * bound to one module only, so {@link MappedModule} defines a copy of this one for each.
 */
final class MappedCalls implements CkCalls {
  @Override
  public native long initialize(long arguments);

  @Override
  public native long finalize(long reserved);

  @Override
  public native long getInfo(long info);

  @Override
  public native long getSlotList(long tokenPresent, long list, long count);

  @Override
  public native long getTokenInfo(long slot, long info);

  @Override
  public native long getMechanismList(long slot, long list, long count);

  @Override
  public native long openSession(
      long slot, long flags, long application, long notify, long session);

  @Override
  public native long closeSession(long session);

  @Override
  public native long getSessionInfo(long session, long info);

  @Override
  public native long login(long session, long userType, long pin, long pinLength);

  @Override
  public native long logout(long session);

  @Override
  public native long createObject(long session, long template, long count, long object);

  @Override
  public native long destroyObject(long session, long object);

  @Override
  public native long getAttributeValue(long session, long object, long template, long count);

  @Override
  public native long setAttributeValue(long session, long object, long template, long count);

  @Override
  public native long findObjectsInit(long session, long template, long count);

  @Override
  public native long findObjects(long session, long objects, long limit, long count);

  @Override
  public native long findObjectsFinal(long session);

  @Override
  public native long encryptInit(long session, long mechanism, long key);

  @Override
  public native long encrypt(
      long session, long data, long length, long encrypted, long encryptedLength);

  @Override
  public native long decryptInit(long session, long mechanism, long key);

  @Override
  public native long decrypt(long session, long encrypted, long length, long data, long dataLength);

  @Override
  public native long digestInit(long session, long mechanism);

  @Override
  public native long digestUpdate(long session, long part, long length);

  @Override
  public native long digestKey(long session, long key);

  @Override
  public native long digestFinal(long session, long digest, long length);

  @Override
  public native long signInit(long session, long mechanism, long key);

  @Override
  public native long sign(
      long session, long data, long length, long signature, long signatureLength);

  @Override
  public native long generateKey(long session, long mechanism, long template, long count, long key);

  @Override
  public native long generateKeyPair(
      long session,
      long mechanism,
      long publicTemplate,
      long publicCount,
      long privateTemplate,
      long privateCount,
      long publicKey,
      long privateKey);

  @Override
  public native long wrapKey(
      long session, long mechanism, long wrappingKey, long key, long wrapped, long length);

  @Override
  public native long unwrapKey(
      long session,
      long mechanism,
      long unwrappingKey,
      long wrapped,
      long length,
      long template,
      long count,
      long key);

  @Override
  public native long deriveKey(
      long session, long mechanism, long baseKey, long template, long count, long key);
}
