package dev.claviger.conformance.scale;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.PrivateKey;
import java.security.Provider;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an object keeps alive, counted by following every reference, but for what a process shares:
 * classes, providers, suites, vaults and keys, of which a member has few. Sizes are those of
 * HotSpot with compressed references: a header of 12 bytes, 16 for an array, all rounded up to 8.
 * Unlike the heap's level it is the same in every run.
 */
final class RetainedSize {
  private static final int HEADER = 12;
  private static final int ARRAY_HEADER = 16;
  private static final int REFERENCE = 4;
  private static final int ALIGNMENT = 8;
  private static final List<Class<?>> SHARED =
      List.of(
          Class.class,
          ClassLoader.class,
          Thread.class,
          Enum.class,
          Provider.class,
          Clock.class,
          CipherSuite.class,
          KeyVault.class,
          PrivateKey.class,
          KeyRef.class);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();

  private long bytes;

  private RetainedSize() {}

  /** In bytes. */
  static long of(Object root) {
    RetainedSize size = new RetainedSize();
    size.follow(root);
    while (!size.waiting.isEmpty()) {
      size.visit(size.waiting.remove());
    }
    return size.bytes;
  }

  private void follow(Object object) {
    if (object != null
        && SHARED.stream().noneMatch(type -> type.isInstance(object))
        && seen.add(object)) {
      waiting.add(object);
    }
  }

  private void visit(Object object) {
    bytes += aligned(object.getClass().isArray() ? array(object) : fields(object));
  }

  private long array(Object array) {
    int length = Array.getLength(array);
    Class<?> component = array.getClass().getComponentType();
    if (array instanceof Object[] elements) {
      for (Object element : elements) {
        follow(element);
      }
    }
    return ARRAY_HEADER + (long) length * sizeOf(component);
  }

  private long fields(Object object) {
    long size = HEADER;
    for (Field field : fields.computeIfAbsent(object.getClass(), RetainedSize::instanceFields)) {
      size += sizeOf(field.getType());
      if (!field.getType().isPrimitive()) {
        follow(valueOf(field, object));
      }
    }
    return size;
  }

  private static List<Field> instanceFields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          if (!field.getType().isPrimitive()) {
            field.setAccessible(true);
          }
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static Object valueOf(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static int sizeOf(Class<?> type) {
    if (type == long.class || type == double.class) {
      return Long.BYTES;
    }
    if (type == int.class || type == float.class) {
      return Integer.BYTES;
    }
    if (type == short.class || type == char.class) {
      return Short.BYTES;
    }
    return type.isPrimitive() ? 1 : REFERENCE;
  }

  private static long aligned(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
