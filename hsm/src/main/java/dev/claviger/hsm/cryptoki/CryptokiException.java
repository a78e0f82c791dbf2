package dev.claviger.hsm.cryptoki;

/** A C_ function returned something else than CKR_OK. Carries numbers and names, never data. */
public final class CryptokiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String function;
  private final long code;

  /**
   * @param function the name as in the PKCS#11 header: {@code C_Sign}
   * @param code the CK_RV
   */
  public CryptokiException(String function, long code) {
    super(function + " returned " + Ckr.name(code));
    this.function = function;
    this.code = code;
  }

  public String function() {
    return function;
  }

  /** The CK_RV: one of {@link Ckr}, or a vendor's. */
  public long code() {
    return code;
  }
}
