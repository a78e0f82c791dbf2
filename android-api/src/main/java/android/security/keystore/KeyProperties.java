package android.security.keystore;

/** Of Android's class of that name, the constants that the vault needs: compiled in. */
public abstract class KeyProperties {
  public static final int PURPOSE_SIGN = 1 << 2;
  public static final int PURPOSE_AGREE_KEY = 1 << 6;

  public static final String DIGEST_NONE = "NONE";

  public static final int ORIGIN_GENERATED = 1;

  public static final int SECURITY_LEVEL_UNKNOWN_SECURE = -1;
  public static final int SECURITY_LEVEL_TRUSTED_ENVIRONMENT = 1;
  public static final int SECURITY_LEVEL_STRONGBOX = 2;

  private KeyProperties() {}
}
