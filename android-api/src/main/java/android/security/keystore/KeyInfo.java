package android.security.keystore;

import java.security.spec.KeySpec;

/** Of Android's class of that name, what the vault calls. */
public class KeyInfo implements KeySpec {
  private KeyInfo() {}

  public native int getSecurityLevel();

  public native int getOrigin();

  public native boolean isUserAuthenticationRequired();
}
