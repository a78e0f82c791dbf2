package android.util;

/** Stands before Android's class of that name: nobody reads it. */
public final class Log {
  private Log() {}

  public static int v(String tag, String message) {
    return 0;
  }

  public static int d(String tag, String message) {
    return 0;
  }

  public static int i(String tag, String message) {
    return 0;
  }

  public static int w(String tag, String message) {
    return 0;
  }

  public static int w(String tag, String message, Throwable cause) {
    return 0;
  }

  public static int w(String tag, Throwable cause) {
    return 0;
  }

  public static int e(String tag, String message) {
    return 0;
  }

  public static int e(String tag, String message, Throwable cause) {
    return 0;
  }

  public static boolean isLoggable(String tag, int level) {
    return false;
  }
}
