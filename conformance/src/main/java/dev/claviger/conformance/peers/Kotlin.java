package dev.claviger.conformance.peers;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls of Kotlin code in another class loader, by name. Names that Kotlin mangles, because an
 * argument is of an unsigned type, are given without what follows the hyphen. A suspending function
 * is waited for.
 */
final class Kotlin {
  private final ClassLoader loader;
  private final String stack;
  private final Object emptyContext;
  private final Method runBlocking;
  private final Class<?> function2;
  private final Map<String, Method> methods = new ConcurrentHashMap<>();

  Kotlin(ClassLoader loader, String stack) {
    this.loader = loader;
    this.stack = stack;
    try {
      emptyContext = type("kotlin.coroutines.EmptyCoroutineContext").getField("INSTANCE").get(null);
      function2 = type("kotlin.jvm.functions.Function2");
      runBlocking =
          type("kotlinx.coroutines.BuildersKt")
              .getMethod("runBlocking", type("kotlin.coroutines.CoroutineContext"), function2);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Kotlin's coroutines are not as they were", e);
    }
  }

  Class<?> type(String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(name + " is not there any more", e);
    }
  }

  /** A suspending function of an object, or of a class if the target is one. */
  Object await(Object target, String name, Object... arguments) {
    Method method = method(target, name, arguments.length + 1);
    InvocationHandler body =
        (proxy, called, given) -> {
          Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
          all[arguments.length] = given[1];
          try {
            return method.invoke(target, all);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    Object block = Proxy.newProxyInstance(loader, new Class<?>[] {function2}, body);
    return invoke(name, runBlocking, null, emptyContext, block);
  }

  /** Any other. */
  Object call(Object target, String name, Object... arguments) {
    return invoke(name, method(target, name, arguments.length), target, arguments);
  }

  /** An enum's constant. */
  Object constant(String type, String name) {
    return call(type(type), "valueOf", name);
  }

  /** An unsigned number of Kotlin's, as an object. */
  Object unsigned(String type, Object number) {
    return call(type("kotlin." + type), "box-impl", number);
  }

  /** By the only constructor with so many arguments. */
  Object create(String type, Object... arguments) {
    for (Constructor<?> constructor : type(type).getConstructors()) {
      if (constructor.getParameterCount() == arguments.length) {
        try {
          return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
          throw new PeerException(stack, type, e.getCause());
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(type + " is not as it was", e);
        }
      }
    }
    throw new LinkageError(type + " is not as it was");
  }

  /** An object of an interface whose suspending functions all give the same. */
  Object always(String type, Object answer) {
    return Proxy.newProxyInstance(
        loader,
        new Class<?>[] {type(type)},
        (proxy, method, given) ->
            switch (method.getName()) {
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == given[0];
              case "toString" -> type;
              default -> answer;
            });
  }

  private Method method(Object target, String name, int arguments) {
    Class<?> type = target instanceof Class<?> statics ? statics : target.getClass();
    return methods.computeIfAbsent(
        type.getName() + "." + name + "/" + arguments,
        key ->
            Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(name) || m.getName().startsWith(name + "-"))
                .filter(m -> m.getParameterCount() == arguments)
                .findFirst()
                .orElseThrow(() -> new LinkageError(key + " is not there any more")));
  }

  private Object invoke(String name, Method method, Object target, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof UndeclaredThrowableException) {
        cause = cause.getCause();
      }
      throw new PeerException(stack, name, cause);
    } catch (IllegalAccessException e) {
      throw new LinkageError(method + " is not as it was", e);
    }
  }
}
