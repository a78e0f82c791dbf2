package dev.claviger.conformance.android;

import android.os.ServiceSpecificException;
import android.system.keystore2.Domain;
import android.system.keystore2.IKeystoreSecurityLevel;
import android.system.keystore2.IKeystoreService;
import android.system.keystore2.KeyDescriptor;
import android.system.keystore2.KeyEntryResponse;
import android.system.keystore2.ResponseCode;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fake: the keystore2 service and the KeyMint below it, in this process. What stands above it,
 * from the JCA provider to the error codes, is Android's own code. It keeps to KeyMint in purposes,
 * digests, curves and errors, so far as the vault's tests need it.
 */
final class FakeKeystoreService extends IKeystoreService.Stub {
  /** As many as one answer of the service holds. */
  private static final int BATCH = 20;

  private final NavigableMap<String, KeyMintKey> keys = new ConcurrentSkipListMap<>();
  private final Map<Integer, FakeSecurityLevel> levels = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  @Override
  public IKeystoreSecurityLevel getSecurityLevel(int level) {
    return levels.computeIfAbsent(level, one -> new FakeSecurityLevel(one, this));
  }

  @Override
  public KeyEntryResponse getKeyEntry(KeyDescriptor descriptor) {
    KeyMintKey key = find(descriptor);
    key.phone().called("getKeyEntry");
    KeyEntryResponse response = new KeyEntryResponse();
    response.iSecurityLevel = getSecurityLevel(key.metadata().keySecurityLevel);
    response.metadata = key.metadata();
    return response;
  }

  @Override
  @Deprecated
  public KeyDescriptor[] listEntries(int domain, long namespace) {
    return descriptors(keys.keySet());
  }

  @Override
  public KeyDescriptor[] listEntriesBatched(int domain, long namespace, String after) {
    Collection<String> rest = after == null ? keys.keySet() : keys.tailMap(after, false).keySet();
    return descriptors(rest.stream().limit(BATCH).toList());
  }

  @Override
  public int getNumberOfEntries(int domain, long namespace) {
    return keys.size();
  }

  @Override
  public void deleteKey(KeyDescriptor descriptor) {
    KeyMintKey key = find(descriptor);
    key.phone().called("deleteKey");
    keys.remove(key.alias());
  }

  @Override
  public void updateSubcomponent(KeyDescriptor key, byte[] certificate, byte[] chain) {
    throw unimplemented();
  }

  @Override
  public KeyDescriptor grant(KeyDescriptor key, int uid, int access) {
    throw unimplemented();
  }

  @Override
  public void ungrant(KeyDescriptor key, int uid) {
    throw unimplemented();
  }

  @Override
  public int getInterfaceVersion() {
    return VERSION;
  }

  @Override
  public String getInterfaceHash() {
    return HASH;
  }

  /** A new key takes the place of one of the same alias. */
  void put(KeyMintKey key) {
    keys.put(key.alias(), key);
  }

  long nextId() {
    return lastId.incrementAndGet();
  }

  /** By alias, or by the number that a key was given when it was made. */
  KeyMintKey find(KeyDescriptor descriptor) {
    return keys.values().stream()
        .filter(
            key ->
                descriptor.domain == Domain.KEY_ID
                    ? key.metadata().key.nspace == descriptor.nspace
                    : key.alias().equals(descriptor.alias))
        .findFirst()
        .orElseThrow(() -> new ServiceSpecificException(ResponseCode.KEY_NOT_FOUND));
  }

  private static KeyDescriptor[] descriptors(Collection<String> aliases) {
    return aliases.stream().map(FakeKeystoreService::descriptor).toArray(KeyDescriptor[]::new);
  }

  private static KeyDescriptor descriptor(String alias) {
    KeyDescriptor descriptor = new KeyDescriptor();
    descriptor.domain = Domain.APP;
    descriptor.nspace = -1;
    descriptor.alias = alias;
    return descriptor;
  }

  private static UnsupportedOperationException unimplemented() {
    return new UnsupportedOperationException("the fake has no such service");
  }
}
