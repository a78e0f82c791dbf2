package dev.claviger.hsm.cryptoki;

import java.util.Map;

/** Attribute types of PKCS#11. */
public final class Cka {
  public static final long CLASS = 0x000;
  public static final long TOKEN = 0x001;
  public static final long PRIVATE = 0x002;
  public static final long LABEL = 0x003;
  public static final long APPLICATION = 0x010;
  public static final long VALUE = 0x011;
  public static final long CERTIFICATE_TYPE = 0x080;
  public static final long ISSUER = 0x081;
  public static final long SERIAL_NUMBER = 0x082;
  public static final long TRUSTED = 0x086;
  public static final long KEY_TYPE = 0x100;
  public static final long SUBJECT = 0x101;
  public static final long ID = 0x102;
  public static final long SENSITIVE = 0x103;
  public static final long ENCRYPT = 0x104;
  public static final long DECRYPT = 0x105;
  public static final long WRAP = 0x106;
  public static final long UNWRAP = 0x107;
  public static final long SIGN = 0x108;
  public static final long VERIFY = 0x10A;
  public static final long DERIVE = 0x10C;
  public static final long VALUE_LEN = 0x161;
  public static final long EXTRACTABLE = 0x162;
  public static final long LOCAL = 0x163;
  public static final long NEVER_EXTRACTABLE = 0x164;
  public static final long EC_PARAMS = 0x180;
  public static final long EC_POINT = 0x181;
  public static final long WRAP_WITH_TRUSTED = 0x210;

  /** What tells whether a key can leave its token, with the names of the PKCS#11 header. */
  public static final Map<String, Long> CUSTODY =
      Map.of(
          "CKA_SENSITIVE", SENSITIVE,
          "CKA_EXTRACTABLE", EXTRACTABLE,
          "CKA_NEVER_EXTRACTABLE", NEVER_EXTRACTABLE,
          "CKA_LOCAL", LOCAL);

  /** What a key may be used for, with the names of the PKCS#11 header. */
  public static final Map<String, Long> USES =
      Map.of(
          "CKA_ENCRYPT", ENCRYPT,
          "CKA_DECRYPT", DECRYPT,
          "CKA_WRAP", WRAP,
          "CKA_UNWRAP", UNWRAP,
          "CKA_SIGN", SIGN,
          "CKA_DERIVE", DERIVE);

  private Cka() {}
}
