package dev.claviger.hsm.cryptoki;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Writes the structures of PKCS#11 to native memory. Their members are CK_ULONGs and pointers, so
 * they follow each other without padding: of equal size on most systems, packed on Windows. What is
 * not written is zero, a null pointer among it.
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

  /** The CK_ATTRIBUTE array and, behind it, the values; nowhere for an empty template. */
  static NativeBuffer template(Template template) {
    List<Attribute> attributes = template.attributes();
    if (attributes.isEmpty()) {
      return NativeBuffer.NONE;
    }
    NativeBuffer memory = NativeBuffer.allocate(size(template));
    long at = (long) attributes.size() * ATTRIBUTE;
    for (int i = 0; i < attributes.size(); i++) {
      Attribute attribute = attributes.get(i);
      int length = length(attribute);
      long entry = (long) i * ATTRIBUTE;
      memory.setUlong(entry, attribute.type());
      if (length > 0) {
        memory.setAddress(entry + ATTRIBUTE_VALUE, at);
      }
      memory.setUlong(entry + ATTRIBUTE_LENGTH, length);
      write(memory, at, attribute);
      at += aligned(length);
    }
    return memory;
  }

  /** The same with a CKA_VALUE at its end, which is copied to nowhere else. */
  static NativeBuffer template(Template template, Secret value) {
    Template whole = template.with(Cka.VALUE, Bytes.wrap(new byte[value.length()]));
    NativeBuffer memory = template(whole);
    long place = size(whole) - aligned(value.length());
    value.feed((array, offset, length) -> memory.write(place, array, offset, length));
    return memory;
  }

  private static long size(Template template) {
    long size = (long) template.attributes().size() * ATTRIBUTE;
    for (Attribute attribute : template.attributes()) {
      size += aligned(length(attribute));
    }
    return size;
  }

  static NativeBuffer mechanism(Mechanism mechanism) {
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
    NativeBuffer memory = NativeBuffer.allocate(ATTRIBUTE);
    memory.setUlong(0, mechanism.type());
    return memory;
  }

  private static NativeBuffer ecdh(Mechanism.Ecdh ecdh) {
    Bytes point = ecdh.publicData();
    NativeBuffer memory = NativeBuffer.allocate(ATTRIBUTE + ECDH_PARAMS + (long) point.length());
    header(memory, ecdh.type(), ECDH_PARAMS);
    long at = ATTRIBUTE;
    memory.setUlong(at, Ck.CKD_NULL);
    at += Ulong.SIZE;
    memory.setUlong(at, 0);
    at += Ulong.SIZE;
    at += Native.POINTER_SIZE;
    memory.setUlong(at, point.length());
    at += Ulong.SIZE;
    memory.setAddress(at, ATTRIBUTE + ECDH_PARAMS);
    int data = ATTRIBUTE + ECDH_PARAMS;
    point.feed((array, offset, length) -> memory.write(data, array, offset, length));
    return memory;
  }

  private static NativeBuffer withData(Mechanism.WithData mechanism) {
    int parameters = Native.POINTER_SIZE + Ulong.SIZE;
    int length = mechanism.data().length();
    NativeBuffer memory = NativeBuffer.allocate(ATTRIBUTE + parameters + (long) length);
    header(memory, mechanism.type(), parameters);
    int data = ATTRIBUTE + parameters;
    if (length > 0) {
      memory.setAddress(ATTRIBUTE, data);
    }
    memory.setUlong(ATTRIBUTE + (long) Native.POINTER_SIZE, length);
    mechanism.data().feed((array, offset, count) -> memory.write(data, array, offset, count));
    return memory;
  }

  private static NativeBuffer withKey(Mechanism.WithKey mechanism) {
    NativeBuffer memory = NativeBuffer.allocate(ATTRIBUTE + (long) Ulong.SIZE);
    header(memory, mechanism.type(), Ulong.SIZE);
    memory.setUlong(ATTRIBUTE, mechanism.key());
    return memory;
  }

  /** The one structure with padding: behind its two CK_BBOOLs, but on Windows, which packs. */
  private static NativeBuffer extract(Mechanism.Extract mechanism) {
    int hash = Platform.isWindows() ? 2 : Ulong.SIZE;
    int parameters = hash + 5 * Ulong.SIZE + 2 * Native.POINTER_SIZE;
    NativeBuffer memory = NativeBuffer.allocate(ATTRIBUTE + (long) parameters);
    header(memory, mechanism.type(), parameters);
    memory.setByte(ATTRIBUTE, (byte) 1);
    memory.setUlong(ATTRIBUTE + (long) hash, mechanism.hash());
    memory.setUlong(ATTRIBUTE + (long) hash + Ulong.SIZE, Ck.CKF_HKDF_SALT_NULL);
    return memory;
  }

  private static NativeBuffer gcm(Mechanism.Gcm gcm) {
    int parameters = 2 * Native.POINTER_SIZE + 4 * Ulong.SIZE;
    int iv = ATTRIBUTE + parameters;
    int associated = iv + gcm.iv().length();
    NativeBuffer memory = NativeBuffer.allocate(associated + (long) gcm.associated().length());
    header(memory, gcm.type(), parameters);
    long at = ATTRIBUTE;
    memory.setAddress(at, iv);
    at += Native.POINTER_SIZE;
    memory.setUlong(at, gcm.iv().length());
    at += Ulong.SIZE;
    memory.setUlong(at, gcm.iv().length() * 8L);
    at += Ulong.SIZE;
    if (!gcm.associated().isEmpty()) {
      memory.setAddress(at, associated);
    }
    at += Native.POINTER_SIZE;
    memory.setUlong(at, gcm.associated().length());
    at += Ulong.SIZE;
    memory.setUlong(at, GCM_TAG_BITS);
    gcm.iv().feed((array, offset, length) -> memory.write(iv, array, offset, length));
    gcm.associated()
        .feed((array, offset, length) -> memory.write(associated, array, offset, length));
    return memory;
  }

  /**
   * CK_C_INITIALIZE_ARGS. With module arguments it is NSS's longer form, whose LibraryParameters
   * stand before pReserved.
   */
  static NativeBuffer initializeArgs(boolean osLocking, Optional<String> moduleArguments) {
    byte[] text = moduleArguments.map(Layout::cString).orElse(new byte[0]);
    int flags = MUTEX_FUNCTIONS * Native.POINTER_SIZE;
    int parameters = flags + Ulong.SIZE;
    int end = parameters + 2 * Native.POINTER_SIZE;
    NativeBuffer memory = NativeBuffer.allocate(end + (long) text.length);
    memory.setUlong(flags, osLocking ? Ck.CKF_OS_LOCKING_OK : 0);
    if (text.length > 0) {
      memory.write(end, text, 0, text.length);
      memory.setAddress(parameters, end);
    }
    return memory;
  }

  /** A native copy of a secret, for as long as the buffer is open. */
  static NativeBuffer secret(Secret secret) {
    NativeBuffer memory = NativeBuffer.allocate(secret.length());
    secret.feed((array, offset, length) -> memory.write(0, array, offset, length));
    return memory;
  }

  /** A native copy of public bytes. */
  static NativeBuffer bytes(Bytes bytes) {
    NativeBuffer memory = NativeBuffer.allocate(bytes.length());
    bytes.feed((array, offset, length) -> memory.write(0, array, offset, length));
    return memory;
  }

  /** CK_MECHANISM, with its parameter behind it. */
  private static void header(NativeBuffer memory, long type, long length) {
    memory.setUlong(0, type);
    memory.setAddress(ATTRIBUTE_VALUE, ATTRIBUTE);
    memory.setUlong(ATTRIBUTE_LENGTH, length);
  }

  private static int length(Attribute attribute) {
    if (attribute instanceof Attribute.Data data) {
      return data.value().length();
    }
    return attribute instanceof Attribute.Flag ? 1 : Ulong.SIZE;
  }

  private static void write(NativeBuffer memory, long at, Attribute attribute) {
    if (attribute instanceof Attribute.Flag flag) {
      memory.setByte(at, (byte) (flag.value() ? 1 : 0));
    } else if (attribute instanceof Attribute.Unsigned number) {
      memory.setUlong(at, number.value());
    } else if (attribute instanceof Attribute.Data data) {
      data.value().feed((array, offset, length) -> memory.write(at, array, offset, length));
    }
  }

  /** To where any member may stand. */
  static int aligned(int length) {
    return (length + 7) & ~7;
  }

  private static byte[] cString(String text) {
    return (text + '\0').getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
