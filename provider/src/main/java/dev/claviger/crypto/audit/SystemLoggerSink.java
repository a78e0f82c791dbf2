package dev.claviger.crypto.audit;

import dev.claviger.crypto.NotOnAndroid;
import java.lang.System.Logger.Level;

/** Writes each event as one line to a {@link System.Logger}. */
@NotOnAndroid
public final class SystemLoggerSink implements AuditSink {
  /** The logger's name, unless another is given. */
  public static final String NAME = "dev.claviger.audit";

  private final System.Logger logger;

  public SystemLoggerSink() {
    this(System.getLogger(NAME));
  }

  public SystemLoggerSink(System.Logger logger) {
    this.logger = logger;
  }

  @Override
  public void record(KeyUse use) {
    logger.log(use.failure().isPresent() ? Level.WARNING : Level.INFO, AuditLine.of(use));
  }
}
