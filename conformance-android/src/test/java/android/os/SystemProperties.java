package android.os;

/** Stands before Android's class of that name: none is set. */
public final class SystemProperties {
  private SystemProperties() {}

  public static String get(String key) {
    return "";
  }

  public static String get(String key, String otherwise) {
    return otherwise;
  }

  public static int getInt(String key, int otherwise) {
    return otherwise;
  }

  public static long getLong(String key, long otherwise) {
    return otherwise;
  }

  public static boolean getBoolean(String key, boolean otherwise) {
    return otherwise;
  }
}
