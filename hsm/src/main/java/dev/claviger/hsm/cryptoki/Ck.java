package dev.claviger.hsm.cryptoki;

/** Flags, states, object classes and key types of PKCS#11. */
public final class Ck {
  public static final long CKF_RW_SESSION = 0x02;
  public static final long CKF_SERIAL_SESSION = 0x04;
  public static final long CKF_OS_LOCKING_OK = 0x02;

  public static final long CKF_LOGIN_REQUIRED = 0x04;
  public static final long CKF_PROTECTED_AUTHENTICATION_PATH = 0x0100;
  public static final long CKF_USER_PIN_LOCKED = 0x00040000;

  public static final long CKS_RO_USER_FUNCTIONS = 1;
  public static final long CKS_RW_PUBLIC_SESSION = 2;
  public static final long CKS_RW_USER_FUNCTIONS = 3;

  public static final long CKU_USER = 1;

  public static final long CKO_DATA = 0;
  public static final long CKO_CERTIFICATE = 1;
  public static final long CKO_PUBLIC_KEY = 2;
  public static final long CKO_PRIVATE_KEY = 3;
  public static final long CKO_SECRET_KEY = 4;

  public static final long CKC_X_509 = 0;

  public static final long CKK_EC = 0x03;
  public static final long CKK_GENERIC_SECRET = 0x10;
  public static final long CKK_AES = 0x1F;
  public static final long CKK_EC_EDWARDS = 0x40;
  public static final long CKK_EC_MONTGOMERY = 0x41;

  public static final long CKD_NULL = 1;

  public static final long CKF_HKDF_SALT_NULL = 1;

  private Ck() {}
}
