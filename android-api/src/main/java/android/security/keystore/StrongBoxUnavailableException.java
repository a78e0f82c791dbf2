package android.security.keystore;

import java.security.ProviderException;

/** Of Android's class of that name, what the vault needs. */
public class StrongBoxUnavailableException extends ProviderException {
  private static final long serialVersionUID = 1L;

  private StrongBoxUnavailableException() {}
}
