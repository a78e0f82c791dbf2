package dev.claviger.hsm.cryptoki;

/** Mechanism types of PKCS#11. */
public final class Ckm {
  public static final long SHA256 = 0x250;
  public static final long SHA384 = 0x260;
  public static final long SHA512 = 0x270;
  public static final long EC_KEY_PAIR_GEN = 0x1040;
  public static final long ECDSA = 0x1041;
  public static final long ECDH1_DERIVE = 0x1050;
  public static final long EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
  public static final long EC_MONTGOMERY_KEY_PAIR_GEN = 0x1056;
  public static final long EDDSA = 0x1057;
  public static final long AES_KEY_GEN = 0x1080;
  public static final long AES_KEY_WRAP = 0x2109;
  public static final long AES_KEY_WRAP_PAD = 0x210A;

  private Ckm() {}

  /** The name in the PKCS#11 header, or the number in hexadecimal for a vendor's mechanism. */
  public static String name(long type) {
    if (type == SHA256) {
      return "CKM_SHA256";
    } else if (type == SHA384) {
      return "CKM_SHA384";
    } else if (type == SHA512) {
      return "CKM_SHA512";
    } else if (type == EC_KEY_PAIR_GEN) {
      return "CKM_EC_KEY_PAIR_GEN";
    } else if (type == ECDSA) {
      return "CKM_ECDSA";
    } else if (type == ECDH1_DERIVE) {
      return "CKM_ECDH1_DERIVE";
    } else if (type == EC_EDWARDS_KEY_PAIR_GEN) {
      return "CKM_EC_EDWARDS_KEY_PAIR_GEN";
    } else if (type == EC_MONTGOMERY_KEY_PAIR_GEN) {
      return "CKM_EC_MONTGOMERY_KEY_PAIR_GEN";
    } else if (type == EDDSA) {
      return "CKM_EDDSA";
    }
    return String.format("mechanism 0x%X", type);
  }
}
