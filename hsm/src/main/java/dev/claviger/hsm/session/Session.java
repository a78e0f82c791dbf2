package dev.claviger.hsm.session;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.KeyPairHandles;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A session leased for one operation; closing it gives it back. Tokens mix up operations that share
 * a session, so no two threads ever do. After an error the session is closed for good: what state
 * the token left it in cannot be known.
 */
public final class Session implements AutoCloseable {
  private static final int FOUND_AT_ONCE = 64;

  /** What no object is called. */
  private static final Template NOTHING =
      Template.empty().with(Cka.LABEL, Bytes.utf8("claviger:-"));

  private final SessionPool pool;
  private final Opened opened;
  private final long handle;
  private volatile Epoch epoch;

  private boolean begun;
  private boolean broken;

  Session(SessionPool pool, Opened opened, Epoch epoch) {
    this.pool = pool;
    this.opened = opened;
    this.handle = opened.handle();
    this.epoch = epoch;
  }

  Opened opened() {
    return opened;
  }

  /** The token's epoch when this session was opened, or last seen to be there. */
  public Epoch epoch() {
    return epoch;
  }

  /** Whether a call that cannot be taken back has been made: then nothing is tried again. */
  boolean begun() {
    return begun;
  }

  boolean broken() {
    return broken;
  }

  /** Whether the objects made on it are still there, as far as is known. */
  public boolean isUsable() {
    return !broken && epoch.equals(pool.token().epoch());
  }

  /**
   * Asks the token whether the session is there and logged in, so that it can be used again after a
   * failure or a recovery. Only for a session on which no operation is ever begun; of its objects
   * it says nothing.
   */
  public boolean isAnswering() {
    Epoch now = pool.token().epoch();
    try {
      boolean alive =
          Token.isLoggedIn(call(c -> c.getSessionState(handle))) || !pool.token().needsLogin();
      if (alive) {
        epoch = now;
        broken = false;
      }
      return alive;
    } catch (CryptokiException e) {
      return false;
    }
  }

  void lease() {
    begun = false;
  }

  @Override
  public void close() {
    pool.release(this);
  }

  /** C_SignInit and C_Sign. */
  public Bytes sign(Mechanism mechanism, long key, Bytes data, int limit) {
    run(c -> c.signInit(handle, mechanism, key));
    begun = true;
    return call(c -> c.sign(handle, data, limit));
  }

  /** C_DeriveKey; {@link #destroyObject} ends the life of what it gives. */
  public long deriveKey(Mechanism mechanism, long baseKey, Template derived) {
    long key = call(c -> c.deriveKey(handle, mechanism, baseKey, derived));
    begun = true;
    return key;
  }

  /** C_GetAttributeValue of CKA_VALUE. */
  public Secret secretValue(long object, int limit) {
    return call(c -> c.getSecretValue(handle, object, limit));
  }

  /** C_DigestInit and C_DigestUpdate. */
  public void beginDigest(Mechanism mechanism, Secret data) {
    run(c -> c.digestInit(handle, mechanism));
    begun = true;
    run(c -> c.digestUpdate(handle, data));
  }

  /** C_DigestKey. */
  public void digestKey(long key) {
    run(c -> c.digestKey(handle, key));
  }

  /** C_DigestFinal. */
  public Secret endDigest(int length) {
    return call(c -> c.digestFinal(handle, length));
  }

  /** C_GenerateKeyPair. */
  public KeyPairHandles generateKeyPair(
      Mechanism mechanism, Template publicKey, Template privateKey) {
    KeyPairHandles pair =
        making(() -> call(c -> c.generateKeyPair(handle, mechanism, publicKey, privateKey)));
    begun = true;
    return pair;
  }

  /** C_GenerateKey of a lasting key, not while one searches. */
  public long generateResidentKey(Mechanism mechanism, Template template) {
    long key = making(() -> call(c -> c.generateKey(handle, mechanism, template)));
    begun = true;
    return key;
  }

  /** C_GenerateKey of a key of this session. */
  public long generateKey(Mechanism mechanism, Template template) {
    return call(c -> c.generateKey(handle, mechanism, template));
  }

  /** C_CreateObject of a lasting object, not while one searches. */
  public long createResident(Template template) {
    long object = making(() -> call(c -> c.createObject(handle, template)));
    begun = true;
    return object;
  }

  /** C_EncryptInit and C_Encrypt. */
  public Bytes encrypt(Mechanism mechanism, long key, Secret plaintext, int limit) {
    run(c -> c.encryptInit(handle, mechanism, key));
    begun = true;
    return call(c -> c.encrypt(handle, plaintext, limit));
  }

  /** C_DecryptInit and C_Decrypt. */
  public Secret decrypt(Mechanism mechanism, long key, Bytes ciphertext, int limit) {
    run(c -> c.decryptInit(handle, mechanism, key));
    begun = true;
    return call(c -> c.decrypt(handle, ciphertext, limit));
  }

  /** C_CreateObject of an object of this session, not while one searches. */
  public long createObject(Template template, Secret value) {
    return pool.token().withoutSearch(() -> call(c -> c.createObject(handle, template, value)));
  }

  /** C_WrapKey. */
  public Bytes wrapKey(Mechanism mechanism, long wrappingKey, long key, int limit) {
    return call(c -> c.wrapKey(handle, mechanism, wrappingKey, key, limit));
  }

  /** C_UnwrapKey to a key of this session. */
  public long unwrapKey(Mechanism mechanism, long unwrappingKey, Bytes wrapped, Template key) {
    return call(c -> c.unwrapKey(handle, mechanism, unwrappingKey, wrapped, key));
  }

  /** C_GetAttributeValue. */
  public Attributes attributes(long object, long... types) {
    return call(c -> c.getAttributeValue(handle, object, types));
  }

  /** C_SetAttributeValue. */
  public void setAttributes(long object, Template template) {
    run(c -> c.setAttributeValue(handle, object, template));
  }

  /** C_DestroyObject of a lasting object, not while one searches or makes any. */
  public void destroyResident(long object) {
    pool.token()
        .changeAlone(
            this::look,
            () -> {
              destroyObject(object);
              return null;
            });
  }

  /** Searches and reads what was found before any lasting object is made or destroyed. */
  public <T> T searching(Supplier<T> search) {
    return pool.token().withoutMaking(search);
  }

  /** C_DestroyObject of an object of this session. */
  public void destroyObject(long object) {
    run(c -> c.destroyObject(handle, object));
  }

  /** The same on the way out of a failure, where only the first failure matters. */
  public void destroyQuietly(long object) {
    try {
      destroyResident(object);
    } catch (CryptokiException e) {
      // What is left is told by its label, if it is more than a session object.
    }
  }

  /**
   * C_FindObjectsInit, C_FindObjects as often as needed, C_FindObjectsFinal. To whoever is not
   * logged in, private objects are not there; so nothing is believed to be gone before the login is
   * seen to be there.
   */
  public List<Long> findObjects(Template template) {
    List<Long> all = pool.token().withoutMaking(() -> search(template));
    if (all.isEmpty() && pool.token().needsLogin()) {
      requireLogin();
      // Another thread may have logged in since the search.
      all = pool.token().withoutMaking(() -> search(template));
      requireLogin();
    }
    return all;
  }

  private <T> T making(Supplier<T> change) {
    return pool.token().making(this::look, change);
  }

  /** Finds nothing, for which the module must know all that there is. */
  private void look() {
    search(NOTHING);
  }

  private List<Long> search(Template template) {
    run(c -> c.findObjectsInit(handle, template));
    List<Long> all = new ArrayList<>();
    List<Long> some;
    do {
      some = call(c -> c.findObjects(handle, FOUND_AT_ONCE));
      all.addAll(some);
    } while (some.size() == FOUND_AT_ONCE);
    run(c -> c.findObjectsFinal(handle));
    return all;
  }

  /** Asks the token, unless it needs no login; what it answers otherwise starts a recovery. */
  public void requireLogin() {
    if (pool.token().needsLogin() && !Token.isLoggedIn(call(c -> c.getSessionState(handle)))) {
      broken = true;
      throw new CryptokiException("C_FindObjects", Ckr.USER_NOT_LOGGED_IN);
    }
  }

  private void run(Consumer<Cryptoki> function) {
    call(
        c -> {
          function.accept(c);
          return null;
        });
  }

  /** The one place where a session's C_ calls are made and counted. */
  private <T> T call(Function<Cryptoki, T> function) {
    try {
      return pool.call(opened, function);
    } catch (RuntimeException e) {
      broken = true;
      throw e;
    }
  }
}
