package dev.claviger.hsm;

import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real module whose C_ calls go through {@link InjectedFaults}, which let them fail without being
 * made, or lose their answers.
 */
final class FaultyCryptoki implements InvocationHandler {
  /** Where the binding's method is not called like the function. */
  private static final Map<String, String> NAMES =
      Map.of(
          "finalizeModule", "C_Finalize",
          "getSessionState", "C_GetSessionInfo",
          "getSecretValue", "C_GetAttributeValue");

  final InjectedFaults faults = new InjectedFaults();

  private final Cryptoki real;
  private final Set<Long> opened = ConcurrentHashMap.newKeySet();

  FaultyCryptoki(Cryptoki real) {
    this.real = real;
  }

  /** What a vault is to be given. */
  Cryptoki binding() {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(), new Class<?>[] {Cryptoki.class}, this);
  }

  /** The module itself, for whoever works beside the vault. */
  Cryptoki real() {
    return real;
  }

  /** The slot of the token of that label. */
  long slot(String label) {
    return real.getSlotList().stream()
        .filter(slot -> real.getTokenInfo(slot).label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** As another part of the process may do. */
  void logoutByOthers(String label) {
    long session = real.openSession(slot(label));
    try {
      real.logout(session);
    } catch (CryptokiException e) {
      // Nobody was logged in: just so.
    } finally {
      real.closeSession(session);
    }
  }

  /** Of the sessions that a vault has opened, those that the module still knows. */
  Set<Long> openSessions() {
    opened.removeIf(session -> !isOpen(session));
    return Set.copyOf(opened);
  }

  private boolean isOpen(long session) {
    try {
      real.getSessionState(session);
      return true;
    } catch (CryptokiException e) {
      return false;
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    String function = NAMES.getOrDefault(method.getName(), "C_" + capitalised(method.getName()));
    faults.enter(function);
    try {
      Object result = method.invoke(real, arguments);
      if (method.getName().equals("openSession")) {
        opened.add((Long) result);
      }
      faults.answer(function);
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      faults.leave();
    }
  }

  private static String capitalised(String method) {
    return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
  }
}
