package dev.claviger.hsm.cryptoki;

/** The shared library is not there, cannot be loaded, or is no PKCS#11 module. */
public final class ModuleLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModuleLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
