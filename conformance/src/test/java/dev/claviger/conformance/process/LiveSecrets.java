package dev.claviger.conformance.process;

import dev.claviger.crypto.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** The secrets that an object holds, wherever, found by following every reference. */
final class LiveSecrets {
  private static final int SHORTEST = 16;
  private static final int LONGEST = 255;

  private LiveSecrets() {}

  /**
   * Writes each as a byte for its length and the value. The value goes from the secret's own array
   * to the file; no copy of it is made in the heap, so the stream must have no buffer.
   *
   * @return how many there were
   */
  static int write(OutputStream out, Object... roots) throws IOException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> waiting = new ArrayDeque<>();
    for (Object root : roots) {
      waiting.add(root);
    }
    int written = 0;
    while (!waiting.isEmpty()) {
      Object object = waiting.remove();
      if (object instanceof Class || object instanceof ClassLoader || !seen.add(object)) {
        continue;
      }
      if (object instanceof Secret secret) {
        written += write(out, secret) ? 1 : 0;
      } else if (object instanceof Object[] array) {
        for (Object element : array) {
          follow(waiting, element);
        }
      } else if (!object.getClass().isArray()) {
        fields(waiting, object);
      }
    }
    return written;
  }

  /** A value of few distinct bytes, such as the zeros that stand for no PSK, is no secret. */
  private static boolean write(OutputStream out, Secret secret) throws IOException {
    if (secret.isDestroyed() || secret.length() < SHORTEST || secret.length() > LONGEST) {
      return false;
    }
    long distinct =
        secret.<Long, RuntimeException>apply(
            (array, offset, length) -> {
              boolean[] met = new boolean[256];
              long count = 0;
              for (int i = offset; i < offset + length; i++) {
                if (!met[array[i] & 0xFF]) {
                  met[array[i] & 0xFF] = true;
                  count++;
                }
              }
              return count;
            });
    if (distinct < SHORTEST / 2) {
      return false;
    }
    out.write(secret.length());
    secret.feed(
        (array, offset, length) -> {
          try {
            out.write(array, offset, length);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return true;
  }

  private static void fields(Deque<Object> waiting, Object object) {
    for (Class<?> at = object.getClass(); at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
          continue;
        }
        try {
          field.setAccessible(true);
          follow(waiting, field.get(object));
        } catch (IllegalAccessException | RuntimeException e) {
          // A package of the JDK that is not open, and holds none of ours.
        }
      }
    }
  }

  private static void follow(Deque<Object> waiting, Object object) {
    if (object != null) {
      waiting.add(object);
    }
  }
}
