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

  private final FunctionTable functions;

  private JnaCryptoki(FunctionTable functions) {
    this.functions = functions;
  }

  /**
   * @param symbol the entry point: C_GetFunctionList, or FC_GetFunctionList for NSS in FIPS mode
   * @throws ModuleLoadException if there is no such PKCS#11 module
   */
  public static JnaCryptoki load(Path library, String symbol) {
    return new JnaCryptoki(FunctionTable.load(library, symbol));
  }

  @Override
  public void initialize(boolean osLocking, Optional<String> moduleArguments) {
    if (!osLocking && moduleArguments.isEmpty()) {
      functions.call(CkFunction.C_INITIALIZE, (Object) null);
      return;
    }
    try (NativeBuffer arguments = Layout.initializeArgs(osLocking, moduleArguments)) {
      functions.call(CkFunction.C_INITIALIZE, arguments);
    }
  }

  @Override
  public void finalizeModule() {
    functions.call(CkFunction.C_FINALIZE, (Object) null);
  }

  @Override
  public ModuleInfo getInfo() {
    // The version's two bytes, the manufacturer, flags, the description, two bytes more.
    int flags = Platform.isWindows() ? 34 : aligned(34);
    int description = flags + Ulong.SIZE;
    try (NativeBuffer info = NativeBuffer.allocate(description + 32L + Ulong.SIZE)) {
      functions.call(CkFunction.C_GET_INFO, info);
      return new ModuleInfo(text(info, 2, 32), text(info, description, 32));
    }
  }

  @Override
  public List<Long> getSlotList() {
    try (NativeBuffer list = NativeBuffer.allocate((long) MAX_SLOTS * Ulong.SIZE);
        NativeBuffer count = ulong(MAX_SLOTS)) {
      functions.call(CkFunction.C_GET_SLOT_LIST, (byte) 1, list, count);
      return ulongs(list, count, MAX_SLOTS);
    }
  }

  @Override
  public TokenInfo getTokenInfo(long slot) {
    try (NativeBuffer info = NativeBuffer.allocate(TOKEN_INFO)) {
      functions.call(CkFunction.C_GET_TOKEN_INFO, Ulong.argument(slot), info);
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
      functions.call(CkFunction.C_GET_MECHANISM_LIST, Ulong.argument(slot), list, count);
      return ulongs(list, count, MAX_MECHANISMS);
    }
  }

  @Override
  public long openSession(long slot) {
    try (NativeBuffer session = ulong(0)) {
      functions.call(
          CkFunction.C_OPEN_SESSION,
          Ulong.argument(slot),
          Ulong.argument(Ck.CKF_SERIAL_SESSION | Ck.CKF_RW_SESSION),
          null,
          null,
          session);
      return session.getUlong(0);
    }
  }

  @Override
  public void closeSession(long session) {
    functions.call(CkFunction.C_CLOSE_SESSION, Ulong.argument(session));
  }

  @Override
  public long getSessionState(long session) {
    try (NativeBuffer info = NativeBuffer.allocate(SESSION_INFO)) {
      functions.call(CkFunction.C_GET_SESSION_INFO, Ulong.argument(session), info);
      return info.getUlong(Ulong.SIZE);
    }
  }

  @Override
  public void login(long session, Optional<Secret> pin) {
    if (pin.isEmpty()) {
      login(session, null, 0);
      return;
    }
    try (NativeBuffer memory = Layout.secret(pin.get())) {
      login(session, memory, pin.get().length());
    }
  }

  private void login(long session, NativeBuffer pin, long length) {
    functions.call(
        CkFunction.C_LOGIN,
        Ulong.argument(session),
        Ulong.argument(Ck.CKU_USER),
        pin,
        Ulong.argument(length));
  }

  @Override
  public void logout(long session) {
    functions.call(CkFunction.C_LOGOUT, Ulong.argument(session));
  }

  @Override
  public KeyPairHandles generateKeyPair(
      long session, Mechanism mechanism, Template publicKey, Template privateKey) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer publicTemplate = Layout.template(publicKey);
        NativeBuffer privateTemplate = Layout.template(privateKey);
        NativeBuffer handles = NativeBuffer.allocate(2L * Ulong.SIZE)) {
      functions.call(
          CkFunction.C_GENERATE_KEY_PAIR,
          Ulong.argument(session),
          mechanismStruct,
          publicTemplate,
          Ulong.argument(publicKey.attributes().size()),
          privateTemplate,
          Ulong.argument(privateKey.attributes().size()),
          handles,
          handles.argument(Ulong.SIZE));
      return new KeyPairHandles(handles.getUlong(0), handles.getUlong(Ulong.SIZE));
    }
  }

  @Override
  public long generateKey(long session, Mechanism mechanism, Template template) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer attributes = Layout.template(template);
        NativeBuffer handle = ulong(0)) {
      functions.call(
          CkFunction.C_GENERATE_KEY,
          Ulong.argument(session),
          mechanismStruct,
          attributes,
          Ulong.argument(template.attributes().size()),
          handle);
      return handle.getUlong(0);
    }
  }

  @Override
  public Bytes wrapKey(long session, Mechanism mechanism, long wrappingKey, long key, int limit) {
    byte[] wrapped = new byte[limit];
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer length = ulong(limit)) {
      functions.call(
          CkFunction.C_WRAP_KEY,
          Ulong.argument(session),
          mechanismStruct,
          Ulong.argument(wrappingKey),
          Ulong.argument(key),
          wrapped,
          length);
      return Bytes.wrap(wrapped).slice(0, written(length, 0, limit));
    }
  }

  @Override
  public long unwrapKey(
      long session, Mechanism mechanism, long unwrappingKey, Bytes wrapped, Template template) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer attributes = Layout.template(template);
        NativeBuffer handle = ulong(0)) {
      functions.call(
          CkFunction.C_UNWRAP_KEY,
          Ulong.argument(session),
          mechanismStruct,
          Ulong.argument(unwrappingKey),
          wrapped.toByteArray(),
          Ulong.argument(wrapped.length()),
          attributes,
          Ulong.argument(template.attributes().size()),
          handle);
      return handle.getUlong(0);
    }
  }

  @Override
  public long deriveKey(long session, Mechanism mechanism, long baseKey, Template derived) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism);
        NativeBuffer template = Layout.template(derived);
        NativeBuffer handle = ulong(0)) {
      functions.call(
          CkFunction.C_DERIVE_KEY,
          Ulong.argument(session),
          mechanismStruct,
          Ulong.argument(baseKey),
          template,
          Ulong.argument(derived.attributes().size()),
          handle);
      return handle.getUlong(0);
    }
  }

  @Override
  public long createObject(long session, Template template) {
    try (NativeBuffer attributes = Layout.template(template);
        NativeBuffer handle = ulong(0)) {
      functions.call(
          CkFunction.C_CREATE_OBJECT,
          Ulong.argument(session),
          attributes,
          Ulong.argument(template.attributes().size()),
          handle);
      return handle.getUlong(0);
    }
  }

  @Override
  public long createObject(long session, Template template, Secret value) {
    try (NativeBuffer attributes = Layout.template(template, value);
        NativeBuffer handle = ulong(0)) {
      functions.call(
          CkFunction.C_CREATE_OBJECT,
          Ulong.argument(session),
          attributes,
          Ulong.argument(template.attributes().size() + 1L),
          handle);
      return handle.getUlong(0);
    }
  }

  @Override
  public void destroyObject(long session, long object) {
    functions.call(CkFunction.C_DESTROY_OBJECT, Ulong.argument(session), Ulong.argument(object));
  }

  @Override
  public void findObjectsInit(long session, Template template) {
    try (NativeBuffer attributes = Layout.template(template)) {
      functions.call(
          CkFunction.C_FIND_OBJECTS_INIT,
          Ulong.argument(session),
          attributes,
          Ulong.argument(template.attributes().size()));
    }
  }

  @Override
  public List<Long> findObjects(long session, int limit) {
    try (NativeBuffer list = NativeBuffer.allocate((long) limit * Ulong.SIZE);
        NativeBuffer count = ulong(0)) {
      functions.call(
          CkFunction.C_FIND_OBJECTS, Ulong.argument(session), list, Ulong.argument(limit), count);
      return ulongs(list, count, limit);
    }
  }

  @Override
  public void findObjectsFinal(long session) {
    functions.call(CkFunction.C_FIND_OBJECTS_FINAL, Ulong.argument(session));
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
          functions.tryCall(
              CkFunction.C_GET_ATTRIBUTE_VALUE,
              Ulong.argument(session),
              Ulong.argument(object),
              memory,
              Ulong.argument(types.length));
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
      functions.call(
          CkFunction.C_GET_ATTRIBUTE_VALUE,
          Ulong.argument(session),
          Ulong.argument(object),
          memory,
          Ulong.argument(1));
      int length = written(memory, Layout.ATTRIBUTE_LENGTH, limit);
      return Secret.wrap(memory.read(Layout.ATTRIBUTE, length));
    }
  }

  @Override
  public void setAttributeValue(long session, long object, Template template) {
    try (NativeBuffer attributes = Layout.template(template)) {
      functions.call(
          CkFunction.C_SET_ATTRIBUTE_VALUE,
          Ulong.argument(session),
          Ulong.argument(object),
          attributes,
          Ulong.argument(template.attributes().size()));
    }
  }

  @Override
  public void signInit(long session, Mechanism mechanism, long key) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(
          CkFunction.C_SIGN_INIT, Ulong.argument(session), mechanismStruct, Ulong.argument(key));
    }
  }

  @Override
  public Bytes sign(long session, Bytes data, int limit) {
    int signature = Layout.aligned(Ulong.SIZE); // behind its length; the data comes last
    int content = signature + Layout.aligned(limit);
    try (NativeBuffer memory = NativeBuffer.allocate(content + (long) data.length())) {
      memory.setUlong(0, limit);
      data.feed((array, offset, count) -> memory.write(content, array, offset, count));
      functions.call(
          CkFunction.C_SIGN,
          Ulong.argument(session),
          memory.argument(content),
          Ulong.argument(data.length()),
          memory.argument(signature),
          memory);
      return Bytes.wrap(memory.read(signature, written(memory, 0, limit)));
    }
  }

  @Override
  public void encryptInit(long session, Mechanism mechanism, long key) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(
          CkFunction.C_ENCRYPT_INIT, Ulong.argument(session), mechanismStruct, Ulong.argument(key));
    }
  }

  @Override
  public Bytes encrypt(long session, Secret plaintext, int limit) {
    byte[] ciphertext = new byte[limit];
    try (NativeBuffer memory = Layout.secret(plaintext);
        NativeBuffer length = ulong(limit)) {
      functions.call(
          CkFunction.C_ENCRYPT,
          Ulong.argument(session),
          memory,
          Ulong.argument(plaintext.length()),
          ciphertext,
          length);
      return Bytes.wrap(ciphertext).slice(0, written(length, 0, limit));
    }
  }

  @Override
  public void decryptInit(long session, Mechanism mechanism, long key) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(
          CkFunction.C_DECRYPT_INIT, Ulong.argument(session), mechanismStruct, Ulong.argument(key));
    }
  }

  @Override
  public Secret decrypt(long session, Bytes ciphertext, int limit) {
    try (NativeBuffer memory = NativeBuffer.allocate(Math.max(1, limit));
        NativeBuffer length = ulong(limit)) {
      functions.call(
          CkFunction.C_DECRYPT,
          Ulong.argument(session),
          ciphertext.toByteArray(),
          Ulong.argument(ciphertext.length()),
          memory,
          length);
      return Secret.wrap(memory.read(0, written(length, 0, limit)));
    }
  }

  @Override
  public void digestInit(long session, Mechanism mechanism) {
    try (NativeBuffer mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(CkFunction.C_DIGEST_INIT, Ulong.argument(session), mechanismStruct);
    }
  }

  @Override
  public void digestUpdate(long session, Secret data) {
    try (NativeBuffer memory = Layout.secret(data)) {
      functions.call(
          CkFunction.C_DIGEST_UPDATE,
          Ulong.argument(session),
          memory,
          Ulong.argument(data.length()));
    }
  }

  @Override
  public void digestKey(long session, long key) {
    functions.call(CkFunction.C_DIGEST_KEY, Ulong.argument(session), Ulong.argument(key));
  }

  @Override
  public Secret digestFinal(long session, int length) {
    try (NativeBuffer digest = NativeBuffer.allocate(length);
        NativeBuffer count = ulong(length)) {
      functions.call(CkFunction.C_DIGEST_FINAL, Ulong.argument(session), digest, count);
      return Secret.wrap(digest.read(0, written(count, 0, length)));
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
