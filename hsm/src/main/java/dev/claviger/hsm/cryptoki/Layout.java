package dev.claviger.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Writes the structures of PKCS#11 to native memory. Their members are CK_ULONGs and pointers, so
 * they follow each other without padding: of equal size on most systems, packed on Windows.
 */
final class Layout {
  /** CK_ATTRIBUTE: type, pValue, ulValueLen. CK_MECHANISM has the same shape. */
  static final int ATTRIBUTE = 2 * Ulong.SIZE + Native.POINTER_SIZE;

  static final int ATTRIBUTE_VALUE = Ulong.SIZE;
  static final int ATTRIBUTE_LENGTH = Ulong.SIZE + Native.POINTER_SIZE;

  private static final int ECDH_PARAMS = 3 * Ulong.SIZE + 2 * Native.POINTER_SIZE;
  private static final int MUTEX_FUNCTIONS = 4;
  private static final int GCM_TAG_BITS = 128;

  private Layout() {}

  /** The CK_ATTRIBUTE array and, behind it, the values; null for an empty template. */
  static Memory template(Template template) {
    List<Attribute> attributes = template.attributes();
    if (attributes.isEmpty()) {
      return null;
    }
    long values = (long) attributes.size() * ATTRIBUTE;
    long size = values;
    for (Attribute attribute : attributes) {
      size += aligned(length(attribute));
    }
    Memory memory = new Memory(size);
    long at = values;
    for (int i = 0; i < attributes.size(); i++) {
      Attribute attribute = attributes.get(i);
      int length = length(attribute);
      long entry = (long) i * ATTRIBUTE;
      Ulong.set(memory, entry, attribute.type());
      memory.setPointer(entry + ATTRIBUTE_VALUE, length == 0 ? null : memory.share(at));
      Ulong.set(memory, entry + ATTRIBUTE_LENGTH, length);
      write(memory, at, attribute);
      at += aligned(length);
    }
    return memory;
  }

  static Memory mechanism(Mechanism mechanism) {
    if (mechanism instanceof Mechanism.Ecdh ecdh) {
      return ecdh(ecdh);
    } else if (mechanism instanceof Mechanism.WithData withData) {
      return withData(withData);
    } else if (mechanism instanceof Mechanism.WithKey withKey) {
      return withKey(withKey);
    } else if (mechanism instanceof Mechanism.Extract extract) {
      return extract(extract);
    } else if (mechanism instanceof Mechanism.Gcm gcm) {
      return gcm(gcm);
    }
    Memory memory = new Memory(ATTRIBUTE);
    header(memory, mechanism.type(), null, 0);
    return memory;
  }

  private static Memory ecdh(Mechanism.Ecdh ecdh) {
    Bytes point = ecdh.publicData();
    Memory memory = new Memory(ATTRIBUTE + ECDH_PARAMS + (long) point.length());
    header(memory, ecdh.type(), memory.share(ATTRIBUTE), ECDH_PARAMS);
    long at = ATTRIBUTE;
    Ulong.set(memory, at, Ck.CKD_NULL);
    at += Ulong.SIZE;
    Ulong.set(memory, at, 0);
    at += Ulong.SIZE;
    memory.setPointer(at, null);
    at += Native.POINTER_SIZE;
    Ulong.set(memory, at, point.length());
    at += Ulong.SIZE;
    memory.setPointer(at, memory.share(ATTRIBUTE + ECDH_PARAMS));
    int data = ATTRIBUTE + ECDH_PARAMS;
    point.feed((array, offset, length) -> memory.write(data, array, offset, length));
    return memory;
  }

  private static Memory withData(Mechanism.WithData mechanism) {
    int parameters = Native.POINTER_SIZE + Ulong.SIZE;
    int length = mechanism.data().length();
    Memory memory = new Memory(ATTRIBUTE + parameters + (long) length);
    header(memory, mechanism.type(), memory.share(ATTRIBUTE), parameters);
    int data = ATTRIBUTE + parameters;
    memory.setPointer(ATTRIBUTE, length == 0 ? null : memory.share(data));
    Ulong.set(memory, ATTRIBUTE + (long) Native.POINTER_SIZE, length);
    mechanism.data().feed((array, offset, count) -> memory.write(data, array, offset, count));
    return memory;
  }

  private static Memory withKey(Mechanism.WithKey mechanism) {
    Memory memory = new Memory(ATTRIBUTE + (long) Ulong.SIZE);
    header(memory, mechanism.type(), memory.share(ATTRIBUTE), Ulong.SIZE);
    Ulong.set(memory, ATTRIBUTE, mechanism.key());
    return memory;
  }

  /** The one structure with padding: behind its two CK_BBOOLs, but on Windows, which packs. */
  private static Memory extract(Mechanism.Extract mechanism) {
    int hash = Platform.isWindows() ? 2 : Ulong.SIZE;
    int parameters = hash + 5 * Ulong.SIZE + 2 * Native.POINTER_SIZE;
    Memory memory = new Memory(ATTRIBUTE + (long) parameters);
    memory.clear();
    header(memory, mechanism.type(), memory.share(ATTRIBUTE), parameters);
    memory.setByte(ATTRIBUTE, (byte) 1);
    Ulong.set(memory, ATTRIBUTE + (long) hash, mechanism.hash());
    Ulong.set(memory, ATTRIBUTE + (long) hash + Ulong.SIZE, Ck.CKF_HKDF_SALT_NULL);
    return memory;
  }

  private static Memory gcm(Mechanism.Gcm gcm) {
    int parameters = 2 * Native.POINTER_SIZE + 4 * Ulong.SIZE;
    int iv = ATTRIBUTE + parameters;
    int associated = iv + gcm.iv().length();
    Memory memory = new Memory(associated + (long) gcm.associated().length());
    header(memory, gcm.type(), memory.share(ATTRIBUTE), parameters);
    long at = ATTRIBUTE;
    memory.setPointer(at, memory.share(iv));
    at += Native.POINTER_SIZE;
    Ulong.set(memory, at, gcm.iv().length());
    at += Ulong.SIZE;
    Ulong.set(memory, at, gcm.iv().length() * 8L);
    at += Ulong.SIZE;
    memory.setPointer(at, gcm.associated().isEmpty() ? null : memory.share(associated));
    at += Native.POINTER_SIZE;
    Ulong.set(memory, at, gcm.associated().length());
    at += Ulong.SIZE;
    Ulong.set(memory, at, GCM_TAG_BITS);
    gcm.iv().feed((array, offset, length) -> memory.write(iv, array, offset, length));
    gcm.associated()
        .feed((array, offset, length) -> memory.write(associated, array, offset, length));
    return memory;
  }

  /**
   * CK_C_INITIALIZE_ARGS. With module arguments it is NSS's longer form, whose LibraryParameters
   * stand before pReserved.
   */
  static Memory initializeArgs(boolean osLocking, Optional<String> moduleArguments) {
    byte[] text = moduleArguments.map(Layout::cString).orElse(new byte[0]);
    int flags = MUTEX_FUNCTIONS * Native.POINTER_SIZE;
    int parameters = flags + Ulong.SIZE;
    int end = parameters + 2 * Native.POINTER_SIZE;
    Memory memory = new Memory(end + (long) text.length);
    memory.clear();
    Ulong.set(memory, flags, osLocking ? Ck.CKF_OS_LOCKING_OK : 0);
    if (text.length > 0) {
      memory.write(end, text, 0, text.length);
      memory.setPointer(parameters, memory.share(end));
    }
    return memory;
  }

  /** A native copy of a secret; the caller clears it. At least one byte long. */
  static Memory secret(Secret secret) {
    Memory memory = new Memory(Math.max(1, secret.length()));
    secret.feed((array, offset, length) -> memory.write(0, array, offset, length));
    return memory;
  }

  private static void header(Memory memory, long type, Pointer parameter, long length) {
    Ulong.set(memory, 0, type);
    memory.setPointer(ATTRIBUTE_VALUE, parameter);
    Ulong.set(memory, ATTRIBUTE_LENGTH, length);
  }

  private static int length(Attribute attribute) {
    if (attribute instanceof Attribute.Data data) {
      return data.value().length();
    }
    return attribute instanceof Attribute.Flag ? 1 : Ulong.SIZE;
  }

  private static void write(Memory memory, long at, Attribute attribute) {
    if (attribute instanceof Attribute.Flag flag) {
      memory.setByte(at, (byte) (flag.value() ? 1 : 0));
    } else if (attribute instanceof Attribute.Unsigned number) {
      Ulong.set(memory, at, number.value());
    } else if (attribute instanceof Attribute.Data data) {
      data.value().feed((array, offset, length) -> memory.write(at, array, offset, length));
    }
  }

  private static int aligned(int length) {
    return (length + 7) & ~7;
  }

  private static byte[] cString(String text) {
    return (text + '\0').getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
