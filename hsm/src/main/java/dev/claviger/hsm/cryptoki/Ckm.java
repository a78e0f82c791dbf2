package dev.claviger.hsm.cryptoki;

import java.util.Map;

/** Mechanism types of PKCS#11. */
public final class Ckm {
  public static final long SHA256 = 0x250;
  public static final long SHA384 = 0x260;
  public static final long SHA512 = 0x270;
  public static final long CONCATENATE_BASE_AND_KEY = 0x360;
  public static final long CONCATENATE_DATA_AND_BASE = 0x363;
  public static final long EC_KEY_PAIR_GEN = 0x1040;
  public static final long ECDSA = 0x1041;
  public static final long ECDH1_DERIVE = 0x1050;
  public static final long EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
  public static final long EC_MONTGOMERY_KEY_PAIR_GEN = 0x1056;
  public static final long EDDSA = 0x1057;
  public static final long AES_KEY_GEN = 0x1080;
  public static final long AES_GCM = 0x1087;
  public static final long AES_KEY_WRAP = 0x2109;
  public static final long AES_KEY_WRAP_PAD = 0x210A;
  public static final long HKDF_DERIVE = 0x402A;
  public static final long HKDF_DATA = 0x402B;

  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(SHA256, "CKM_SHA256"),
          Map.entry(SHA384, "CKM_SHA384"),
          Map.entry(SHA512, "CKM_SHA512"),
          Map.entry(CONCATENATE_BASE_AND_KEY, "CKM_CONCATENATE_BASE_AND_KEY"),
          Map.entry(CONCATENATE_DATA_AND_BASE, "CKM_CONCATENATE_DATA_AND_BASE"),
          Map.entry(EC_KEY_PAIR_GEN, "CKM_EC_KEY_PAIR_GEN"),
          Map.entry(ECDSA, "CKM_ECDSA"),
          Map.entry(ECDH1_DERIVE, "CKM_ECDH1_DERIVE"),
          Map.entry(EC_EDWARDS_KEY_PAIR_GEN, "CKM_EC_EDWARDS_KEY_PAIR_GEN"),
          Map.entry(EC_MONTGOMERY_KEY_PAIR_GEN, "CKM_EC_MONTGOMERY_KEY_PAIR_GEN"),
          Map.entry(EDDSA, "CKM_EDDSA"),
          Map.entry(AES_KEY_GEN, "CKM_AES_KEY_GEN"),
          Map.entry(AES_GCM, "CKM_AES_GCM"),
          Map.entry(AES_KEY_WRAP, "CKM_AES_KEY_WRAP"),
          Map.entry(AES_KEY_WRAP_PAD, "CKM_AES_KEY_WRAP_PAD"),
          Map.entry(HKDF_DERIVE, "CKM_HKDF_DERIVE"),
          Map.entry(HKDF_DATA, "CKM_HKDF_DATA"));

  private Ckm() {}

  /** The name in the PKCS#11 header, or the number in hexadecimal for a vendor's mechanism. */
  public static String name(long type) {
    String name = NAMES.get(type);
    return name == null ? String.format("mechanism 0x%X", type) : name;
  }
}
