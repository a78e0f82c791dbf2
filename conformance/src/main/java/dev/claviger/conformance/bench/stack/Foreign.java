package dev.claviger.conformance.bench.stack;

import dev.claviger.conformance.peers.Apart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A library in a class loader of its own, because its dependencies are other versions than ours:
 * called by name. A call costs less than a microsecond more than one that is compiled.
 */
final class Foreign implements AutoCloseable {
  private final Apart loader;
  private final Map<Class<?>, Method[]> methods = new ConcurrentHashMap<>();

  private Foreign(Apart loader) {
    this.loader = loader;
  }

  /**
   * @param folder of its jars, as {@link Apart} names it
   * @param own how the names of its classes begin
   * @throws NotOfferedException if there is no such folder
   */
  static Foreign of(String folder, String own) {
    Apart.missing(folder)
        .ifPresent(
            why -> {
              throw new NotOfferedException(why);
            });
    return new Foreign(Apart.of(folder, own));
  }

  Class<?> type(String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(name, e);
    }
  }

  /** The constructor that takes these. */
  Object make(String type, Object... arguments) {
    for (Constructor<?> constructor : type(type).getConstructors()) {
      if (takes(constructor, arguments)) {
        return attempt(() -> constructor.newInstance(arguments));
      }
    }
    throw new LinkageError(type + " has no constructor for " + Arrays.toString(arguments));
  }

  /** The public method of that name that takes these. */
  Object call(Object target, String name, Object... arguments) {
    Class<?> type = target instanceof Class<?> named ? named : target.getClass();
    for (Method method : methods.computeIfAbsent(type, Class::getMethods)) {
      if (method.getName().equals(name) && takes(method, arguments)) {
        return attempt(() -> method.invoke(target, arguments));
      }
    }
    throw new LinkageError(type + " has no method " + name);
  }

  Object field(Object target, String name) {
    Class<?> type = target instanceof Class<?> named ? named : target.getClass();
    return attempt(() -> type.getField(name).get(target));
  }

  void set(Object target, String name, Object value) {
    attempt(
        () -> {
          target.getClass().getField(name).set(target, value);
          return target;
        });
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reflection {
    Object run() throws ReflectiveOperationException;
  }

  private static Object attempt(Reflection reflection) {
    try {
      return reflection.run();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause().toString(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.toString(), e);
    }
  }

  private static boolean takes(Executable executable, Object[] arguments) {
    Class<?>[] types = executable.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (arguments[i] != null && !wrapper(types[i]).isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> wrapper(Class<?> type) {
    return Optional.of(type)
        .filter(Class::isPrimitive)
        .<Class<?>>map(t -> java.lang.invoke.MethodType.methodType(t).wrap().returnType())
        .orElse(type);
  }
}
