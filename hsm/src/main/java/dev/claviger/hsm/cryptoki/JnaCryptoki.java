package dev.claviger.hsm.cryptoki;

import com.sun.jna.Platform;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Cryptoki} over a shared library, through JNA. */
public final class JnaCryptoki implements Cryptoki {
  private static final int MAX_SLOTS = 1024;
  private static final int MAX_MECHANISMS = 4096;
  private static final int MAX_ATTRIBUTE = 1024;
  private static final int TOKEN_INFO = 96 + 11 * Ulong.SIZE + 32;
  private static final int SESSION_INFO = 4 * Ulong.SIZE;

  private static final long NULL = 0;

  private final CkCalls calls;

  private JnaCryptoki(CkCalls calls) {
    this.calls = calls;
  }

  /**
   * @param symbol the entry point: C_GetFunctionList, or FC_GetFunctionList for NSS in FIPS mode
   * @throws ModuleLoadException if there is no such PKCS#11 module
   */
  public static JnaCryptoki load(Path library, String symbol) {
    return new JnaCryptoki(MappedModule.load(library, symbol));
  }

  @Override
  public void initialize(boolean osLocking, Optional<String> moduleArguments) {
    if (!osLocking && moduleArguments.isEmpty()) {
      check(CkFunction.C_INITIALIZE, calls.initialize(NULL));
      return;
    }
    try (NativeBuffer arguments = Layout.initializeArgs(osLocking, moduleArguments)) {
      check(CkFunction.C_INITIALIZE, calls.initialize(arguments.address()));
    }
  }

  @Override
  public void finalizeModule() {
    check(CkFunction.C_FINALIZE, calls.finalize(NULL));
  }

  @Override
  public ModuleInfo getInfo() {
    // The version's two bytes, the manufacturer, flags, the description, two bytes more.
    int flags = Platform.isWindows() ? 34 : aligned(34);
    int description = flags + Ulong.SIZE;
    try (NativeBuffer info = NativeBuffer.allocate(description + 32L + Ulong.SIZE)) {
      check(CkFunction.C_GET_INFO, calls.getInfo(info.address()));
      return new ModuleInfo(text(info, 2, 32), text(info, description, 32));
    }
  }

  @Override
  public List<Long> getSlotList() {
    try (NativeBuffer list = NativeBuffer.allocate((long) MAX_SLOTS * Ulong.SIZE);
        NativeBuffer count = ulong(MAX_SLOTS)) {
      check(CkFunction.C_GET_SLOT_LIST, calls.getSlotList(1, list.address(), count.address()));
      return ulongs(list, count, MAX_SLOTS);
    }
  }

  @Override
  public TokenInfo getTokenInfo(long slot) {
    try (NativeBuffer info = NativeBuffer.allocate(TOKEN_INFO)) {
      check(CkFunction.C_GET_TOKEN_INFO, calls.getTokenInfo(slot, info.address()));
      int flags = 96;
      int maxReadWrite = flags + 3 * Ulong.SIZE;
      return new TokenInfo(
          text(info, 0, 32),
          text(info, 32, 32),
          text(info, 64, 16),
          text(info, 80, 16),
          info.getUlong(flags),
          Math.max(TokenInfo.UNLIMITED, info.getLength(maxReadWrite)));
    }
  }

  @Override
  public List<Long> getMechanismList(long slot) {
    try (NativeBuffer list = NativeBuffer.allocate((long) MAX_MECHANISMS * Ulong.SIZE);
        NativeBuffer count = ulong(MAX_MECHANISMS)) {
      check(
          CkFunction.C_GET_MECHANISM_LIST,
          calls.getMechanismList(slot, list.address(), count.address()));
      return ulongs(list, count, MAX_MECHANISMS);
    }
  }

  @Override
  public long openSession(long slot) {
    try (NativeBuffer session = ulong(0)) {
      check(
          CkFunction.C_OPEN_SESSION,
          calls.openSession(
              slot, Ck.CKF_SERIAL_SESSION | Ck.CKF_RW_SESSION, NULL, NULL, session.address()));
      return session.getUlong(0);
    }
  }

  @Override
  public void closeSession(long session) {
    check(CkFunction.C_CLOSE_SESSION, calls.closeSession(session));
  }

  @Override
  public long getSessionState(long session) {
    try (NativeBuffer info = NativeBuffer.allocate(SESSION_INFO)) {
      check(CkFunction.C_GET_SESSION_INFO, calls.getSessionInfo(session, info.address()));
      return info.getUlong(Ulong.SIZE);
    }
  }

  @Override
  public void login(long session, Optional<Secret> pin) {
    if (pin.isEmpty()) {
      login(session, NULL, 0);
      return;
    }
    try (NativeBuffer memory = Layout.secret(pin.get())) {
      login(session, memory.address(), pin.get().length());
    }
  }

  private void login(long session, long pin, long length) {
    check(CkFunction.C_LOGIN, calls.login(session, Ck.CKU_USER, pin, length));
  }

  @Override
  public void logout(long session) {
    check(CkFunction.C_LOGOUT, calls.logout(session));
  }

  @Override
  public KeyPairHandles generateKeyPair(
      long session, Mechanism mechanism, Template publicKey, Template privateKey) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer publicTemplate = Layout.template(publicKey);
        NativeBuffer privateTemplate = Layout.template(privateKey);
        NativeBuffer handles = NativeBuffer.allocate(2L * Ulong.SIZE)) {
      check(
          CkFunction.C_GENERATE_KEY_PAIR,
          calls.generateKeyPair(
              session,
              mechanismStruct.address(),
              publicTemplate.address(),
              publicKey.attributes().size(),
              privateTemplate.address(),
              privateKey.attributes().size(),
              handles.address(),
              handles.address(Ulong.SIZE)));
      return new KeyPairHandles(handles.getUlong(0), handles.getUlong(Ulong.SIZE));
    }
  }

  @Override
  public long generateKey(long session, Mechanism mechanism, Template template) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer attributes = Layout.template(template);
        NativeBuffer handle = ulong(0)) {
      check(
          CkFunction.C_GENERATE_KEY,
          calls.generateKey(
              session,
              mechanismStruct.address(),
              attributes.address(),
              template.attributes().size(),
              handle.address()));
      return handle.getUlong(0);
    }
  }

  @Override
  public Bytes wrapKey(long session, Mechanism mechanism, long wrappingKey, long key, int limit) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer wrapped = NativeBuffer.allocate(limit);
        NativeBuffer length = ulong(limit)) {
      check(
          CkFunction.C_WRAP_KEY,
          calls.wrapKey(
              session,
              mechanismStruct.address(),
              wrappingKey,
              key,
              wrapped.address(),
              length.address()));
      return Bytes.wrap(wrapped.read(0, written(length, 0, limit)));
    }
  }

  @Override
  public long unwrapKey(
      long session, Mechanism mechanism, long unwrappingKey, Bytes wrapped, Template template) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer input = Layout.bytes(wrapped);
        NativeBuffer attributes = Layout.template(template);
        NativeBuffer handle = ulong(0)) {
      check(
          CkFunction.C_UNWRAP_KEY,
          calls.unwrapKey(
              session,
              mechanismStruct.address(),
              unwrappingKey,
              input.address(),
              wrapped.length(),
              attributes.address(),
              template.attributes().size(),
              handle.address()));
      return handle.getUlong(0);
    }
  }

  @Override
  public long deriveKey(long session, Mechanism mechanism, long baseKey, Template derived) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer template = Layout.template(derived);
        NativeBuffer handle = ulong(0)) {
      check(
          CkFunction.C_DERIVE_KEY,
          calls.deriveKey(
              session,
              mechanismStruct.address(),
              baseKey,
              template.address(),
              derived.attributes().size(),
              handle.address()));
      return handle.getUlong(0);
    }
  }

  @Override
  public long createObject(long session, Template template) {
    try (NativeBuffer attributes = Layout.template(template);
        NativeBuffer handle = ulong(0)) {
      check(
          CkFunction.C_CREATE_OBJECT,
          calls.createObject(
              session, attributes.address(), template.attributes().size(), handle.address()));
      return handle.getUlong(0);
    }
  }

  @Override
  public long createObject(long session, Template template, Secret value) {
    try (NativeBuffer attributes = Layout.template(template, value);
        NativeBuffer handle = ulong(0)) {
      check(
          CkFunction.C_CREATE_OBJECT,
          calls.createObject(
              session, attributes.address(), template.attributes().size() + 1L, handle.address()));
      return handle.getUlong(0);
    }
  }

  @Override
  public void destroyObject(long session, long object) {
    check(CkFunction.C_DESTROY_OBJECT, calls.destroyObject(session, object));
  }

  @Override
  public void findObjectsInit(long session, Template template) {
    try (NativeBuffer attributes = Layout.template(template)) {
      check(
          CkFunction.C_FIND_OBJECTS_INIT,
          calls.findObjectsInit(session, attributes.address(), template.attributes().size()));
    }
  }

  @Override
  public List<Long> findObjects(long session, int limit) {
    try (NativeBuffer list = NativeBuffer.allocate((long) limit * Ulong.SIZE);
        NativeBuffer count = ulong(0)) {
      check(
          CkFunction.C_FIND_OBJECTS,
          calls.findObjects(session, list.address(), limit, count.address()));
      return ulongs(list, count, limit);
    }
  }

  @Override
  public void findObjectsFinal(long session) {
    check(CkFunction.C_FIND_OBJECTS_FINAL, calls.findObjectsFinal(session));
  }

  @Override
  public Attributes getAttributeValue(long session, long object, long... types) {
    int header = types.length * Layout.ATTRIBUTE;
    try (NativeBuffer memory =
        NativeBuffer.allocate(header + (long) types.length * MAX_ATTRIBUTE)) {
      for (int i = 0; i < types.length; i++) {
        long entry = (long) i * Layout.ATTRIBUTE;
        memory.setUlong(entry, types[i]);
        memory.setAddress(entry + Layout.ATTRIBUTE_VALUE, header + (long) i * MAX_ATTRIBUTE);
        memory.setUlong(entry + Layout.ATTRIBUTE_LENGTH, MAX_ATTRIBUTE);
      }
      long rv =
          Ulong.ofResult(calls.getAttributeValue(session, object, memory.address(), types.length));
      if (rv != Ckr.OK && rv != Ckr.ATTRIBUTE_SENSITIVE && rv != Ckr.ATTRIBUTE_TYPE_INVALID) {
        throw new CryptokiException(CkFunction.C_GET_ATTRIBUTE_VALUE.ckName(), rv);
      }
      Map<Long, Bytes> values = new HashMap<>();
      for (int i = 0; i < types.length; i++) {
        long length = memory.getLength((long) i * Layout.ATTRIBUTE + Layout.ATTRIBUTE_LENGTH);
        if (length >= 0 && length <= MAX_ATTRIBUTE) {
          long at = header + (long) i * MAX_ATTRIBUTE;
          values.put(types[i], Bytes.wrap(memory.read(at, (int) length)));
        }
      }
      return new Attributes(values);
    }
  }

  @Override
  public Secret getSecretValue(long session, long object, int limit) {
    try (NativeBuffer memory = NativeBuffer.allocate(Layout.ATTRIBUTE + (long) limit)) {
      memory.setUlong(0, Cka.VALUE);
      memory.setAddress(Layout.ATTRIBUTE_VALUE, Layout.ATTRIBUTE);
      memory.setUlong(Layout.ATTRIBUTE_LENGTH, limit);
      check(
          CkFunction.C_GET_ATTRIBUTE_VALUE,
          calls.getAttributeValue(session, object, memory.address(), 1));
      int length = written(memory, Layout.ATTRIBUTE_LENGTH, limit);
      return Secret.wrap(memory.read(Layout.ATTRIBUTE, length));
    }
  }

  @Override
  public void setAttributeValue(long session, long object, Template template) {
    try (NativeBuffer attributes = Layout.template(template)) {
      check(
          CkFunction.C_SET_ATTRIBUTE_VALUE,
          calls.setAttributeValue(
              session, object, attributes.address(), template.attributes().size()));
    }
  }

  @Override
  public void signInit(long session, Mechanism mechanism, long key) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      check(CkFunction.C_SIGN_INIT, calls.signInit(session, mechanismStruct.address(), key));
    }
  }

  @Override
  public Bytes sign(long session, Bytes data, int limit) {
    int signature = Layout.aligned(Ulong.SIZE); // behind its length; the data comes last
    int content = signature + Layout.aligned(limit);
    try (NativeBuffer memory = NativeBuffer.allocate(content + (long) data.length())) {
      memory.setUlong(0, limit);
      data.feed((array, offset, count) -> memory.write(content, array, offset, count));
      check(
          CkFunction.C_SIGN,
          calls.sign(
              session,
              memory.address(content),
              data.length(),
              memory.address(signature),
              memory.address()));
      return Bytes.wrap(memory.read(signature, written(memory, 0, limit)));
    }
  }

  @Override
  public void encryptInit(long session, Mechanism mechanism, long key) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      check(CkFunction.C_ENCRYPT_INIT, calls.encryptInit(session, mechanismStruct.address(), key));
    }
  }

  @Override
  public Bytes encrypt(long session, Secret plaintext, int limit) {
    try (NativeBuffer memory = Layout.secret(plaintext);
        NativeBuffer ciphertext = NativeBuffer.allocate(limit);
        NativeBuffer length = ulong(limit)) {
      check(
          CkFunction.C_ENCRYPT,
          calls.encrypt(
              session,
              memory.address(),
              plaintext.length(),
              ciphertext.address(),
              length.address()));
      return Bytes.wrap(ciphertext.read(0, written(length, 0, limit)));
    }
  }

  @Override
  public void decryptInit(long session, Mechanism mechanism, long key) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      check(CkFunction.C_DECRYPT_INIT, calls.decryptInit(session, mechanismStruct.address(), key));
    }
  }

  @Override
  public Secret decrypt(long session, Bytes ciphertext, int limit) {
    try (NativeBuffer input = Layout.bytes(ciphertext);
        NativeBuffer memory = NativeBuffer.allocate(limit);
        NativeBuffer length = ulong(limit)) {
      check(
          CkFunction.C_DECRYPT,
          calls.decrypt(
              session, input.address(), ciphertext.length(), memory.address(), length.address()));
      return Secret.wrap(memory.read(0, written(length, 0, limit)));
    }
  }

  @Override
  public void digestInit(long session, Mechanism mechanism) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      check(CkFunction.C_DIGEST_INIT, calls.digestInit(session, mechanismStruct.address()));
    }
  }

  @Override
  public void digestUpdate(long session, Secret data) {
    try (NativeBuffer memory = Layout.secret(data)) {
      check(
          CkFunction.C_DIGEST_UPDATE, calls.digestUpdate(session, memory.address(), data.length()));
    }
  }

  @Override
  public void digestKey(long session, long key) {
    check(CkFunction.C_DIGEST_KEY, calls.digestKey(session, key));
  }

  @Override
  public Secret digestFinal(long session, int length) {
    try (NativeBuffer digest = NativeBuffer.allocate(length);
        NativeBuffer count = ulong(length)) {
      check(
          CkFunction.C_DIGEST_FINAL, calls.digestFinal(session, digest.address(), count.address()));
      return Secret.wrap(digest.read(0, written(count, 0, length)));
    }
  }

  private static void check(CkFunction function, long register) {
    long rv = Ulong.ofResult(register);
    if (rv != Ckr.OK) {
      throw new CryptokiException(function.ckName(), rv);
    }
  }

  private static int aligned(int offset) {
    return (offset + Ulong.SIZE - 1) / Ulong.SIZE * Ulong.SIZE;
  }

  private static NativeBuffer ulong(long value) {
    NativeBuffer memory = NativeBuffer.allocate(Ulong.SIZE);
    memory.setUlong(0, value);
    return memory;
  }

  private static List<Long> ulongs(NativeBuffer list, NativeBuffer count, int limit) {
    int length = written(count, 0, limit);
    List<Long> values = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      values.add(list.getUlong((long) i * Ulong.SIZE));
    }
    return values;
  }

  /** A length that the module wrote, which is not believed beyond the buffer. */
  private static int written(NativeBuffer memory, long offset, int limit) {
    long length = memory.getLength(offset);
    if (length < 0 || length > limit) {
      throw new MalformedResultException(
          "the PKCS#11 module says that it wrote " + length + " bytes to a buffer of " + limit);
    }
    return (int) length;
  }

  private static String text(NativeBuffer memory, int offset, int length) {
    String padded = new String(memory.read(offset, length), StandardCharsets.UTF_8);
    int end = padded.indexOf('\0');
    return (end < 0 ? padded : padded.substring(0, end)).stripTrailing();
  }
}
