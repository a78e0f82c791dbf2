package dev.claviger.hsm.cryptoki;

/**
 * The functions called, with their place in CK_FUNCTION_LIST (PKCS#11 2.40 and 3.x, Annex A of the
 * header {@code pkcs11f.h}: the order there is the order of the table).
 */
enum CkFunction {
  C_INITIALIZE(0, "C_Initialize"),
  C_FINALIZE(1, "C_Finalize"),
  C_GET_INFO(2, "C_GetInfo"),
  C_GET_SLOT_LIST(4, "C_GetSlotList"),
  C_GET_TOKEN_INFO(6, "C_GetTokenInfo"),
  C_GET_MECHANISM_LIST(7, "C_GetMechanismList"),
  C_OPEN_SESSION(12, "C_OpenSession"),
  C_CLOSE_SESSION(13, "C_CloseSession"),
  C_GET_SESSION_INFO(15, "C_GetSessionInfo"),
  C_LOGIN(18, "C_Login"),
  C_LOGOUT(19, "C_Logout"),
  C_CREATE_OBJECT(20, "C_CreateObject"),
  C_DESTROY_OBJECT(22, "C_DestroyObject"),
  C_GET_ATTRIBUTE_VALUE(24, "C_GetAttributeValue"),
  C_SET_ATTRIBUTE_VALUE(25, "C_SetAttributeValue"),
  C_FIND_OBJECTS_INIT(26, "C_FindObjectsInit"),
  C_FIND_OBJECTS(27, "C_FindObjects"),
  C_FIND_OBJECTS_FINAL(28, "C_FindObjectsFinal"),
  C_ENCRYPT_INIT(29, "C_EncryptInit"),
  C_ENCRYPT(30, "C_Encrypt"),
  C_DECRYPT_INIT(33, "C_DecryptInit"),
  C_DECRYPT(34, "C_Decrypt"),
  C_DIGEST_INIT(37, "C_DigestInit"),
  C_DIGEST_UPDATE(39, "C_DigestUpdate"),
  C_DIGEST_KEY(40, "C_DigestKey"),
  C_DIGEST_FINAL(41, "C_DigestFinal"),
  C_SIGN_INIT(42, "C_SignInit"),
  C_SIGN(43, "C_Sign"),
  C_GENERATE_KEY(58, "C_GenerateKey"),
  C_GENERATE_KEY_PAIR(59, "C_GenerateKeyPair"),
  C_WRAP_KEY(60, "C_WrapKey"),
  C_UNWRAP_KEY(61, "C_UnwrapKey"),
  C_DERIVE_KEY(62, "C_DeriveKey");

  private final int index;
  private final String ckName;

  CkFunction(int index, String ckName) {
    this.index = index;
    this.ckName = ckName;
  }

  int index() {
    return index;
  }

  String ckName() {
    return ckName;
  }

  /** That of a method of {@link CkCalls}. */
  static CkFunction ofMethod(String name) {
    for (CkFunction function : values()) {
      if (function.ckName.equalsIgnoreCase("C_" + name)) {
        return function;
      }
    }
    throw new IllegalArgumentException("no function C_" + name);
  }
}
