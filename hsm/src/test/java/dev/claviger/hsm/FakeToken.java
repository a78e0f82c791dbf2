package dev.claviger.hsm;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.hsm.cryptoki.Attribute;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.KeyPairHandles;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.ModuleInfo;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.cryptoki.TokenInfo;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A FAKE: a token made of software, and no token's quirks but those switched on here and in {@link
 * InjectedFaults}. It exists because no token at hand dies on demand.
 */
final class FakeToken implements Cryptoki {
  static final String LABEL = "fake";
  static final String PIN = "1234";

  final InjectedFaults faults = new InjectedFaults();
  final FakeQuirks quirks;

  private final Map<Long, FakeObject> objects = new HashMap<>();
  private final Map<Long, FakeSession> sessions = new HashMap<>();
  private long nextHandle = 100;
  private boolean initialised;
  private boolean loggedIn;
  private long slot = 7;
  private boolean present = true;
  private String pin = PIN;

  FakeToken(FakeQuirks quirks) {
    this.quirks = quirks;
  }

  FakeToken() {
    this(FakeQuirks.none());
  }

  private static final class FakeSession {
    private MessageDigest digest;
    private FakeObject signer;
    private List<Long> found;
  }

  synchronized int openSessions() {
    return sessions.size();
  }

  synchronized int objectCount() {
    return objects.size();
  }

  synchronized boolean isInitialised() {
    return initialised;
  }

  /** As if another part of the process had initialised the module before. */
  synchronized void initialisedByOthers() {
    initialised = true;
  }

  /** As if another part of the process had changed all private keys. */
  synchronized void grantByOthers(long use) {
    objects.values().stream().filter(FakeObject::isPrivate).forEach(key -> key.set(use, true));
  }

  synchronized void killSessions() {
    sessions.clear();
    loggedIn = false;
    objects.values().removeIf(object -> !object.resident());
  }

  synchronized void logoutByOthers() {
    loggedIn = false;
  }

  synchronized void loginByOthers() {
    loggedIn = true;
  }

  synchronized void finalizeByOthers() {
    killSessions();
    initialised = false;
  }

  synchronized void remove() {
    killSessions();
    present = false;
  }

  synchronized void insert(long inSlot) {
    slot = inSlot;
    present = true;
  }

  synchronized void changePin(String newPin) {
    pin = newPin;
  }

  @Override
  public void initialize(boolean osLocking, Optional<String> moduleArguments) {
    faults.enter("C_Initialize");
    try {
      synchronized (this) {
        check("C_Initialize", !(osLocking && quirks.cantLock()), Ckr.CANT_LOCK);
        check("C_Initialize", !initialised, Ckr.CRYPTOKI_ALREADY_INITIALIZED);
        initialised = true;
      }
    } finally {
      faults.leave();
    }
  }

  @Override
  public void finalizeModule() {
    call(
        "C_Finalize",
        () -> {
          killSessions();
          initialised = false;
          return null;
        });
  }

  @Override
  public ModuleInfo getInfo() {
    return call("C_GetInfo", () -> new ModuleInfo("nobody", "a fake"));
  }

  @Override
  public List<Long> getSlotList() {
    return call("C_GetSlotList", () -> present ? List.of(slot) : List.of());
  }

  @Override
  public TokenInfo getTokenInfo(long slotId) {
    return call(
        "C_GetTokenInfo",
        () -> {
          checkSlot("C_GetTokenInfo", slotId);
          return new TokenInfo(
              LABEL, "nobody", "Fake", "0f", Ck.CKF_LOGIN_REQUIRED, quirks.maxSessions());
        });
  }

  @Override
  public List<Long> getMechanismList(long slotId) {
    return call("C_GetMechanismList", () -> quirks.mechanisms());
  }

  @Override
  public long openSession(long slotId) {
    return call(
        "C_OpenSession",
        () -> {
          checkSlot("C_OpenSession", slotId);
          check(
              "C_OpenSession",
              quirks.maxSessions() == TokenInfo.UNLIMITED || sessions.size() < quirks.maxSessions(),
              Ckr.SESSION_COUNT);
          sessions.put(++nextHandle, new FakeSession());
          return nextHandle;
        });
  }

  @Override
  public void closeSession(long session) {
    call(
        "C_CloseSession",
        () -> {
          session("C_CloseSession", session);
          sessions.remove(session);
          loggedIn &= !sessions.isEmpty();
          objects.values().removeIf(object -> object.session() == session && !object.resident());
          return null;
        });
  }

  @Override
  public long getSessionState(long session) {
    return call(
        "C_GetSessionInfo",
        () -> {
          session("C_GetSessionInfo", session);
          return loggedIn ? Ck.CKS_RW_USER_FUNCTIONS : Ck.CKS_RW_PUBLIC_SESSION;
        });
  }

  @Override
  public void login(long session, Optional<Secret> given) {
    call(
        "C_Login",
        () -> {
          session("C_Login", session);
          check("C_Login", !loggedIn, Ckr.USER_ALREADY_LOGGED_IN);
          Secret expected = Secret.copyOf(Bytes.utf8(pin));
          check("C_Login", given.isPresent() && given.get().equals(expected), Ckr.PIN_INCORRECT);
          loggedIn = true;
          return null;
        });
  }

  @Override
  public void logout(long session) {
    call(
        "C_Logout",
        () -> {
          session("C_Logout", session);
          loggedIn = false;
          return null;
        });
  }

  @Override
  public KeyPairHandles generateKeyPair(
      long session, Mechanism mechanism, Template publicKey, Template privateKey) {
    return call(
        "C_GenerateKeyPair",
        () -> {
          session("C_GenerateKeyPair", session);
          check("C_GenerateKeyPair", loggedIn, Ckr.USER_NOT_LOGGED_IN);
          check(
              "C_GenerateKeyPair",
              !quirks.lacks("sessionKeys") || FakeObject.of(session, privateKey).resident(),
              0x1B);
          Curve curve =
              quirks
                  .curve(mechanism.type(), data(publicKey, Cka.EC_PARAMS))
                  .orElseThrow(() -> new CryptokiException("C_GenerateKeyPair", 0x130));
          KeyPair pair = Software.generate(curve);
          Bytes point = quirks.point(Software.encoded(curve, pair.getPublic()).value());
          FakeObject publicObject = FakeObject.of(session, Ck.CKO_PUBLIC_KEY, publicKey);
          publicObject.set(Cka.EC_POINT, point);
          FakeObject privateObject =
              FakeObject.of(session, Ck.CKO_PRIVATE_KEY, privateKey).holding(pair.getPrivate());
          boolean extractable = quirks.ignoresExtractable();
          privateObject.set(Cka.EXTRACTABLE, extractable);
          privateObject.set(Cka.NEVER_EXTRACTABLE, !extractable);
          privateObject.set(Cka.LOCAL, true);
          grantAndConceal(privateObject);
          return new KeyPairHandles(add(publicObject), add(privateObject));
        });
  }

  private void grantAndConceal(FakeObject object) {
    Cka.USES.forEach(
        (name, use) -> {
          if (quirks.lacks("deny " + name)) {
            object.set(use, true);
          }
          if (quirks.lacks("tell " + name)) {
            object.conceal(use);
          }
        });
  }

  @Override
  public long generateKey(long session, Mechanism mechanism, Template template) {
    throw new CryptokiException("C_GenerateKey", Ckr.FUNCTION_NOT_SUPPORTED);
  }

  @Override
  public Bytes wrapKey(long session, Mechanism mechanism, long wrappingKey, long key, int limit) {
    throw new CryptokiException("C_WrapKey", Ckr.FUNCTION_NOT_SUPPORTED);
  }

  @Override
  public long unwrapKey(
      long session, Mechanism mechanism, long unwrappingKey, Bytes wrapped, Template template) {
    throw new CryptokiException("C_UnwrapKey", Ckr.FUNCTION_NOT_SUPPORTED);
  }

  @Override
  public long deriveKey(long session, Mechanism mechanism, long baseKey, Template derived) {
    return call(
        "C_DeriveKey",
        () -> {
          session("C_DeriveKey", session);
          Bytes value = derive(privateKey("C_DeriveKey", baseKey), mechanism);
          FakeObject object = FakeObject.of(session, derived);
          check(
              "C_DeriveKey",
              object.isSensitive() || object.isData() || !quirks.lacks("extractableSecrets"),
              0x13);
          object.set(Cka.VALUE, value);
          return add(object);
        });
  }

  private Bytes derive(FakeObject base, Mechanism mechanism) {
    if (mechanism instanceof Mechanism.Ecdh ecdh) {
      KeyPair own = new KeyPair(null, base.key());
      return Software.agree(quirks.curveOf(base.key()), own, ecdh.publicData());
    }
    check("C_DeriveKey", base.isSet(Cka.DERIVE), 0x68);
    if (mechanism instanceof Mechanism.WithData data) {
      check("C_DeriveKey", !quirks.lacks("concatenation"), Ckr.MECHANISM_INVALID);
      return Bytes.concat(Bytes.copyOf(data.data().expose()), base.value());
    } else if (mechanism instanceof Mechanism.WithKey key) {
      return Bytes.concat(base.value(), object("C_DeriveKey", key.key()).value());
    }
    Mechanism.Extract extract = (Mechanism.Extract) mechanism;
    String ability = extract.type() == Ckm.HKDF_DATA ? "hkdfData" : "hkdfDerive";
    check("C_DeriveKey", !quirks.lacks(ability), Ckr.MECHANISM_INVALID);
    return Software.hmac("Hmac" + Ckm.name(extract.hash()).replace("CKM_", ""), base.value());
  }

  @Override
  public long createObject(long session, Template template) {
    return call(
        "C_CreateObject",
        () -> {
          session("C_CreateObject", session);
          check("C_CreateObject", loggedIn, Ckr.USER_NOT_LOGGED_IN);
          return add(FakeObject.of(session, template));
        });
  }

  @Override
  public long createObject(long session, Template template, Secret value) {
    return call(
        "C_CreateObject",
        () -> {
          session("C_CreateObject", session);
          check("C_CreateObject", loggedIn, Ckr.USER_NOT_LOGGED_IN);
          check("C_CreateObject", !quirks.lacks("import"), 0x13);
          FakeObject object = FakeObject.of(session, template);
          boolean nist = object.matches(Template.empty().with(Cka.KEY_TYPE, Ck.CKK_EC));
          object.holding(Software.privateKey(nist ? Curve.P256 : Curve.X25519, value));
          object.set(Cka.EXTRACTABLE, quirks.ignoresExtractable());
          object.set(Cka.NEVER_EXTRACTABLE, false);
          object.set(Cka.LOCAL, false);
          return add(object);
        });
  }

  @Override
  public void destroyObject(long session, long object) {
    call(
        "C_DestroyObject",
        () -> {
          session("C_DestroyObject", session);
          check("C_DestroyObject", objects.remove(object) != null, Ckr.OBJECT_HANDLE_INVALID);
          return null;
        });
  }

  @Override
  public void findObjectsInit(long session, Template template) {
    call(
        "C_FindObjectsInit",
        () -> {
          List<Long> found = new ArrayList<>();
          objects.forEach(
              (handle, object) -> {
                if ((loggedIn || !object.isPrivate()) && object.matches(template)) {
                  found.add(handle);
                }
              });
          session("C_FindObjectsInit", session).found = found;
          return null;
        });
  }

  @Override
  public List<Long> findObjects(long session, int limit) {
    return call(
        "C_FindObjects",
        () -> {
          List<Long> found = session("C_FindObjects", session).found;
          List<Long> some = List.copyOf(found.subList(0, Math.min(limit, found.size())));
          found.subList(0, some.size()).clear();
          return some;
        });
  }

  @Override
  public void findObjectsFinal(long session) {
    call("C_FindObjectsFinal", () -> session("C_FindObjectsFinal", session));
  }

  @Override
  public Attributes getAttributeValue(long session, long object, long... types) {
    return call(
        "C_GetAttributeValue",
        () -> {
          session("C_GetAttributeValue", session);
          return object("C_GetAttributeValue", object).told(types);
        });
  }

  @Override
  public Secret getSecretValue(long session, long object, int limit) {
    return call(
        "C_GetAttributeValue",
        () -> {
          session("C_GetAttributeValue", session);
          FakeObject secret = object("C_GetAttributeValue", object);
          check("C_GetAttributeValue", !secret.isSensitive(), Ckr.ATTRIBUTE_SENSITIVE);
          return Secret.copyOf(secret.value());
        });
  }

  @Override
  public void setAttributeValue(long session, long object, Template template) {
    call(
        "C_SetAttributeValue",
        () -> {
          object("C_SetAttributeValue", object).setAll(template);
          return null;
        });
  }

  @Override
  public void signInit(long session, Mechanism mechanism, long key) {
    call(
        "C_SignInit",
        () -> {
          FakeSession state = session("C_SignInit", session);
          check("C_SignInit", state.signer == null, Ckr.OPERATION_ACTIVE);
          state.signer = privateKey("C_SignInit", key);
          return null;
        });
  }

  @Override
  public Bytes sign(long session, Bytes data, int limit) {
    return call(
        "C_Sign",
        () -> {
          FakeSession state = session("C_Sign", session);
          check("C_Sign", state.signer != null, 0x91);
          PrivateKey key = state.signer.key();
          state.signer = null;
          String algorithm =
              key.getAlgorithm().equals("EC") ? "NONEwithECDSAinP1363Format" : "EdDSA";
          Signature signature = Signature.getInstance(algorithm);
          signature.initSign(key);
          signature.update(data.toByteArray());
          return Bytes.wrap(signature.sign());
        });
  }

  @Override
  public void encryptInit(long session, Mechanism mechanism, long key) {
    throw new CryptokiException("C_EncryptInit", Ckr.FUNCTION_NOT_SUPPORTED);
  }

  @Override
  public Bytes encrypt(long session, Secret plaintext, int limit) {
    throw new CryptokiException("C_Encrypt", Ckr.FUNCTION_NOT_SUPPORTED);
  }

  @Override
  public void decryptInit(long session, Mechanism mechanism, long key) {
    throw new CryptokiException("C_DecryptInit", Ckr.FUNCTION_NOT_SUPPORTED);
  }

  @Override
  public Secret decrypt(long session, Bytes ciphertext, int limit) {
    throw new CryptokiException("C_Decrypt", Ckr.FUNCTION_NOT_SUPPORTED);
  }

  @Override
  public void digestInit(long session, Mechanism mechanism) {
    call(
        "C_DigestInit",
        () -> {
          String name = Ckm.name(mechanism.type()).replace("CKM_SHA", "SHA-");
          session("C_DigestInit", session).digest = MessageDigest.getInstance(name);
          return null;
        });
  }

  @Override
  public void digestUpdate(long session, Secret data) {
    call(
        "C_DigestUpdate",
        () -> {
          data.feed(session("C_DigestUpdate", session).digest::update);
          return null;
        });
  }

  @Override
  public void digestKey(long session, long key) {
    call(
        "C_DigestKey",
        () -> {
          check("C_DigestKey", !quirks.lacks("digestKey"), 0x67);
          object("C_DigestKey", key).value().feed(session("C_DigestKey", session).digest::update);
          return null;
        });
  }

  @Override
  public Secret digestFinal(long session, int length) {
    return call(
        "C_DigestFinal", () -> Secret.wrap(session("C_DigestFinal", session).digest.digest()));
  }

  private interface Body<T> {
    T run() throws GeneralSecurityException;
  }

  private <T> T call(String function, Body<T> body) {
    faults.enter(function);
    try {
      synchronized (this) {
        check(function, initialised, Ckr.CRYPTOKI_NOT_INITIALIZED);
        return body.run();
      }
    } catch (GeneralSecurityException e) {
      throw new CryptokiException(function, 0x06);
    } finally {
      faults.leave();
    }
  }

  private long add(FakeObject object) {
    objects.put(++nextHandle, object);
    return nextHandle;
  }

  private FakeSession session(String function, long session) {
    check(function, present, Ckr.DEVICE_REMOVED);
    check(function, sessions.containsKey(session), Ckr.SESSION_HANDLE_INVALID);
    return sessions.get(session);
  }

  private FakeObject object(String function, long handle) {
    check(function, objects.containsKey(handle), Ckr.OBJECT_HANDLE_INVALID);
    return objects.get(handle);
  }

  private FakeObject privateKey(String function, long handle) {
    check(function, loggedIn, Ckr.USER_NOT_LOGGED_IN);
    check(function, objects.containsKey(handle), Ckr.KEY_HANDLE_INVALID);
    return objects.get(handle);
  }

  private void checkSlot(String function, long slotId) {
    check(function, present && slotId == slot, Ckr.TOKEN_NOT_PRESENT);
  }

  private static Bytes data(Template template, long type) {
    return template.attributes().stream()
        .filter(attribute -> attribute.type() == type)
        .map(attribute -> ((Attribute.Data) attribute).value())
        .findFirst()
        .orElseThrow();
  }

  private static void check(String function, boolean holds, long otherwise) {
    if (!holds) {
      throw new CryptokiException(function, otherwise);
    }
  }
}
