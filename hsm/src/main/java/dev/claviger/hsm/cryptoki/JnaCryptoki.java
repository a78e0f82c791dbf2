package dev.claviger.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
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
    try (Memory arguments = Layout.initializeArgs(osLocking, moduleArguments)) {
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
    try (Memory info = new Memory(description + 32L + Ulong.SIZE)) {
      info.clear();
      functions.call(CkFunction.C_GET_INFO, info);
      return new ModuleInfo(text(info, 2, 32), text(info, description, 32));
    }
  }

  @Override
  public List<Long> getSlotList() {
    try (Memory list = new Memory((long) MAX_SLOTS * Ulong.SIZE);
        Memory count = ulong(MAX_SLOTS)) {
      functions.call(CkFunction.C_GET_SLOT_LIST, (byte) 1, list, count);
      return ulongs(list, count, MAX_SLOTS);
    }
  }

  @Override
  public TokenInfo getTokenInfo(long slot) {
    try (Memory info = new Memory(TOKEN_INFO)) {
      info.clear();
      functions.call(CkFunction.C_GET_TOKEN_INFO, Ulong.argument(slot), info);
      int flags = 96;
      int maxReadWrite = flags + 3 * Ulong.SIZE;
      return new TokenInfo(
          text(info, 0, 32),
          text(info, 32, 32),
          text(info, 64, 16),
          text(info, 80, 16),
          Ulong.get(info, flags),
          Math.max(TokenInfo.UNLIMITED, Ulong.getLength(info, maxReadWrite)));
    }
  }

  @Override
  public List<Long> getMechanismList(long slot) {
    try (Memory list = new Memory((long) MAX_MECHANISMS * Ulong.SIZE);
        Memory count = ulong(MAX_MECHANISMS)) {
      functions.call(CkFunction.C_GET_MECHANISM_LIST, Ulong.argument(slot), list, count);
      return ulongs(list, count, MAX_MECHANISMS);
    }
  }

  @Override
  public long openSession(long slot) {
    try (Memory session = ulong(0)) {
      functions.call(
          CkFunction.C_OPEN_SESSION,
          Ulong.argument(slot),
          Ulong.argument(Ck.CKF_SERIAL_SESSION | Ck.CKF_RW_SESSION),
          null,
          null,
          session);
      return Ulong.get(session, 0);
    }
  }

  @Override
  public void closeSession(long session) {
    functions.call(CkFunction.C_CLOSE_SESSION, Ulong.argument(session));
  }

  @Override
  public long getSessionState(long session) {
    try (Memory info = new Memory(SESSION_INFO)) {
      functions.call(CkFunction.C_GET_SESSION_INFO, Ulong.argument(session), info);
      return Ulong.get(info, Ulong.SIZE);
    }
  }

  @Override
  public void login(long session, Optional<Secret> pin) {
    if (pin.isEmpty()) {
      login(session, null, 0);
      return;
    }
    try (Memory memory = Layout.secret(pin.get())) {
      try {
        login(session, memory, pin.get().length());
      } finally {
        memory.clear();
      }
    }
  }

  private void login(long session, Memory pin, long length) {
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
    try (Memory mechanismStruct = Layout.mechanism(mechanism);
        Memory publicTemplate = Layout.template(publicKey);
        Memory privateTemplate = Layout.template(privateKey);
        Memory handles = new Memory(2L * Ulong.SIZE)) {
      functions.call(
          CkFunction.C_GENERATE_KEY_PAIR,
          Ulong.argument(session),
          mechanismStruct,
          publicTemplate,
          Ulong.argument(publicKey.attributes().size()),
          privateTemplate,
          Ulong.argument(privateKey.attributes().size()),
          handles,
          handles.share(Ulong.SIZE));
      return new KeyPairHandles(Ulong.get(handles, 0), Ulong.get(handles, Ulong.SIZE));
    }
  }

  @Override
  public long generateKey(long session, Mechanism mechanism, Template template) {
    try (Memory mechanismStruct = Layout.mechanism(mechanism);
        Memory attributes = Layout.template(template);
        Memory handle = ulong(0)) {
      functions.call(
          CkFunction.C_GENERATE_KEY,
          Ulong.argument(session),
          mechanismStruct,
          attributes,
          Ulong.argument(template.attributes().size()),
          handle);
      return Ulong.get(handle, 0);
    }
  }

  @Override
  public Bytes wrapKey(long session, Mechanism mechanism, long wrappingKey, long key, int limit) {
    byte[] wrapped = new byte[limit];
    try (Memory mechanismStruct = Layout.mechanism(mechanism);
        Memory length = ulong(limit)) {
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
    try (Memory mechanismStruct = Layout.mechanism(mechanism);
        Memory attributes = Layout.template(template);
        Memory handle = ulong(0)) {
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
      return Ulong.get(handle, 0);
    }
  }

  @Override
  public long deriveKey(long session, Mechanism mechanism, long baseKey, Template derived) {
    try (Memory mechanismStruct = Layout.mechanism(mechanism);
        Memory template = Layout.template(derived);
        Memory handle = ulong(0)) {
      try {
        functions.call(
            CkFunction.C_DERIVE_KEY,
            Ulong.argument(session),
            mechanismStruct,
            Ulong.argument(baseKey),
            template,
            Ulong.argument(derived.attributes().size()),
            handle);
        return Ulong.get(handle, 0);
      } finally {
        mechanismStruct.clear(); // what is concatenated may be secret
      }
    }
  }

  @Override
  public long createObject(long session, Template template) {
    try (Memory attributes = Layout.template(template);
        Memory handle = ulong(0)) {
      functions.call(
          CkFunction.C_CREATE_OBJECT,
          Ulong.argument(session),
          attributes,
          Ulong.argument(template.attributes().size()),
          handle);
      return Ulong.get(handle, 0);
    }
  }

  @Override
  public long createObject(long session, Template template, Secret value) {
    // A place of the same length that holds nothing secret, until the memory is ours to clear.
    Template whole = template.with(Cka.VALUE, Bytes.wrap(new byte[value.length()]));
    int last = template.attributes().size();
    try (Memory attributes = Layout.template(whole);
        Memory handle = ulong(0)) {
      Pointer place =
          attributes.getPointer((long) last * Layout.ATTRIBUTE + Layout.ATTRIBUTE_VALUE);
      try {
        value.feed((array, offset, length) -> place.write(0, array, offset, length));
        functions.call(
            CkFunction.C_CREATE_OBJECT,
            Ulong.argument(session),
            attributes,
            Ulong.argument(last + 1L),
            handle);
        return Ulong.get(handle, 0);
      } finally {
        attributes.clear();
      }
    }
  }

  @Override
  public void destroyObject(long session, long object) {
    functions.call(CkFunction.C_DESTROY_OBJECT, Ulong.argument(session), Ulong.argument(object));
  }

  @Override
  public void findObjectsInit(long session, Template template) {
    try (Memory attributes = Layout.template(template)) {
      functions.call(
          CkFunction.C_FIND_OBJECTS_INIT,
          Ulong.argument(session),
          attributes,
          Ulong.argument(template.attributes().size()));
    }
  }

  @Override
  public List<Long> findObjects(long session, int limit) {
    try (Memory list = new Memory((long) limit * Ulong.SIZE);
        Memory count = ulong(0)) {
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
    try (Memory memory = new Memory(header + (long) types.length * MAX_ATTRIBUTE)) {
      for (int i = 0; i < types.length; i++) {
        long entry = (long) i * Layout.ATTRIBUTE;
        Ulong.set(memory, entry, types[i]);
        memory.setPointer(
            entry + Layout.ATTRIBUTE_VALUE, memory.share(header + (long) i * MAX_ATTRIBUTE));
        Ulong.set(memory, entry + Layout.ATTRIBUTE_LENGTH, MAX_ATTRIBUTE);
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
        long length =
            Ulong.getLength(memory, (long) i * Layout.ATTRIBUTE + Layout.ATTRIBUTE_LENGTH);
        if (length >= 0 && length <= MAX_ATTRIBUTE) {
          long at = header + (long) i * MAX_ATTRIBUTE;
          values.put(types[i], Bytes.wrap(memory.getByteArray(at, (int) length)));
        }
      }
      return new Attributes(values);
    }
  }

  @Override
  public Secret getSecretValue(long session, long object, int limit) {
    try (Memory memory = new Memory(Layout.ATTRIBUTE + (long) limit)) {
      try {
        Ulong.set(memory, 0, Cka.VALUE);
        memory.setPointer(Layout.ATTRIBUTE_VALUE, memory.share(Layout.ATTRIBUTE));
        Ulong.set(memory, Layout.ATTRIBUTE_LENGTH, limit);
        functions.call(
            CkFunction.C_GET_ATTRIBUTE_VALUE,
            Ulong.argument(session),
            Ulong.argument(object),
            memory,
            Ulong.argument(1));
        int length = written(memory, Layout.ATTRIBUTE_LENGTH, limit);
        return Secret.wrap(memory.getByteArray(Layout.ATTRIBUTE, length));
      } finally {
        memory.clear();
      }
    }
  }

  @Override
  public void setAttributeValue(long session, long object, Template template) {
    try (Memory attributes = Layout.template(template)) {
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
    try (Memory mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(
          CkFunction.C_SIGN_INIT, Ulong.argument(session), mechanismStruct, Ulong.argument(key));
    }
  }

  @Override
  public Bytes sign(long session, Bytes data, int limit) {
    byte[] signature = new byte[limit];
    try (Memory length = ulong(limit)) {
      functions.call(
          CkFunction.C_SIGN,
          Ulong.argument(session),
          data.toByteArray(),
          Ulong.argument(data.length()),
          signature,
          length);
      return Bytes.wrap(signature).slice(0, written(length, 0, limit));
    }
  }

  @Override
  public void encryptInit(long session, Mechanism mechanism, long key) {
    try (Memory mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(
          CkFunction.C_ENCRYPT_INIT, Ulong.argument(session), mechanismStruct, Ulong.argument(key));
    }
  }

  @Override
  public Bytes encrypt(long session, Secret plaintext, int limit) {
    byte[] ciphertext = new byte[limit];
    try (Memory memory = Layout.secret(plaintext);
        Memory length = ulong(limit)) {
      try {
        functions.call(
            CkFunction.C_ENCRYPT,
            Ulong.argument(session),
            memory,
            Ulong.argument(plaintext.length()),
            ciphertext,
            length);
        return Bytes.wrap(ciphertext).slice(0, written(length, 0, limit));
      } finally {
        memory.clear();
      }
    }
  }

  @Override
  public void decryptInit(long session, Mechanism mechanism, long key) {
    try (Memory mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(
          CkFunction.C_DECRYPT_INIT, Ulong.argument(session), mechanismStruct, Ulong.argument(key));
    }
  }

  @Override
  public Secret decrypt(long session, Bytes ciphertext, int limit) {
    try (Memory memory = new Memory(Math.max(1, limit));
        Memory length = ulong(limit)) {
      try {
        functions.call(
            CkFunction.C_DECRYPT,
            Ulong.argument(session),
            ciphertext.toByteArray(),
            Ulong.argument(ciphertext.length()),
            memory,
            length);
        return Secret.wrap(memory.getByteArray(0, written(length, 0, limit)));
      } finally {
        memory.clear();
      }
    }
  }

  @Override
  public void digestInit(long session, Mechanism mechanism) {
    try (Memory mechanismStruct = Layout.mechanism(mechanism)) {
      functions.call(CkFunction.C_DIGEST_INIT, Ulong.argument(session), mechanismStruct);
    }
  }

  @Override
  public void digestUpdate(long session, Secret data) {
    try (Memory memory = Layout.secret(data)) {
      try {
        functions.call(
            CkFunction.C_DIGEST_UPDATE,
            Ulong.argument(session),
            memory,
            Ulong.argument(data.length()));
      } finally {
        memory.clear();
      }
    }
  }

  @Override
  public void digestKey(long session, long key) {
    functions.call(CkFunction.C_DIGEST_KEY, Ulong.argument(session), Ulong.argument(key));
  }

  @Override
  public Secret digestFinal(long session, int length) {
    try (Memory digest = new Memory(length);
        Memory count = ulong(length)) {
      try {
        functions.call(CkFunction.C_DIGEST_FINAL, Ulong.argument(session), digest, count);
        return Secret.wrap(digest.getByteArray(0, written(count, 0, length)));
      } finally {
        digest.clear();
      }
    }
  }

  private static int aligned(int offset) {
    return (offset + Ulong.SIZE - 1) / Ulong.SIZE * Ulong.SIZE;
  }

  private static Memory ulong(long value) {
    Memory memory = new Memory(Ulong.SIZE);
    Ulong.set(memory, 0, value);
    return memory;
  }

  private static List<Long> ulongs(Memory list, Memory count, int limit) {
    int length = written(count, 0, limit);
    List<Long> values = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      values.add(Ulong.get(list, (long) i * Ulong.SIZE));
    }
    return values;
  }

  /** A length that the module wrote, which is not believed beyond the buffer. */
  private static int written(Memory memory, long offset, int limit) {
    long length = Ulong.getLength(memory, offset);
    if (length < 0 || length > limit) {
      throw new MalformedResultException(
          "the PKCS#11 module says that it wrote " + length + " bytes to a buffer of " + limit);
    }
    return (int) length;
  }

  private static String text(Memory memory, int offset, int length) {
    String padded = new String(memory.getByteArray(offset, length), StandardCharsets.UTF_8);
    int end = padded.indexOf('\0');
    return (end < 0 ? padded : padded.substring(0, end)).stripTrailing();
  }
}
