package dev.claviger.conformance.interop.runner;

/** A file that holds no scripts, or a script that cannot be played, whoever plays it. */
public final class MalformedScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedScriptException(String message) {
    super(message);
  }
}
