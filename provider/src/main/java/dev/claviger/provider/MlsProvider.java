package dev.claviger.provider;

import java.security.Provider;

/** API SKETCH, BEING IMPLEMENTED: the JCA provider "MLS". */
public final class MlsProvider extends Provider {
  private static final long serialVersionUID = 1L;

  public MlsProvider() {
    super("MLS", "0.1", "RFC 9420 ciphersuites and RFC 9180 HPKE over key handles");
  }
}
