package android.os;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before Android's class of that name: the services of this process. */
public final class ServiceManager {
  private static final Map<String, IBinder> SERVICES = new ConcurrentHashMap<>();

  private ServiceManager() {}

  public static IBinder getService(String name) {
    return SERVICES.get(name);
  }

  public static void addService(String name, IBinder service) {
    SERVICES.put(name, service);
  }
}
