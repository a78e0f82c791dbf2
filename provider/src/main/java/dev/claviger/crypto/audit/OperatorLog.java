package dev.claviger.crypto.audit;

import dev.claviger.crypto.NotOnAndroid;
import java.lang.System.Logger.Level;

/**
 * Where it is said that something could not be recorded, and nobody can be told by an exception.
 */
final class OperatorLog {
  private OperatorLog() {}

  /** To the {@link System.Logger} of the audit; on Android, which has none, to its system log. */
  @SuppressWarnings("SystemOut") // Android writes it to logcat
  static void error(String message, Throwable cause) {
    try {
      SystemLog.error(message, cause);
    } catch (LinkageError noSystemLogger) {
      System.err.println(SystemLoggerSink.NAME + ": " + message + ": " + cause);
    }
  }

  @NotOnAndroid
  private static final class SystemLog {
    private static final System.Logger LOGGER = System.getLogger(SystemLoggerSink.NAME);

    static void error(String message, Throwable cause) {
      LOGGER.log(Level.ERROR, message, cause);
    }
  }
}
