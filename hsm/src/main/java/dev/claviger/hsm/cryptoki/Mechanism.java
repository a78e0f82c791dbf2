package dev.claviger.hsm.cryptoki;

import dev.claviger.crypto.Bytes;

/**
 * A mechanism with its parameter.
 *
 * <pre>
 * typedef struct CK_MECHANISM {
 *   CK_MECHANISM_TYPE mechanism;
 *   CK_VOID_PTR       pParameter;
 *   CK_ULONG          ulParameterLen;
 * } CK_MECHANISM;
 * </pre>
 */
public sealed interface Mechanism {
  /** The CKM_ number. */
  long type();

  /** A mechanism whose parameter is NULL. */
  record Plain(long type) implements Mechanism {}

  /**
   * ECDH with no key derivation function (CKD_NULL) and no shared data.
   *
   * <pre>
   * typedef struct CK_ECDH1_DERIVE_PARAMS {
   *   CK_EC_KDF_TYPE kdf;
   *   CK_ULONG       ulSharedDataLen;
   *   CK_BYTE_PTR    pSharedData;
   *   CK_ULONG       ulPublicDataLen;
   *   CK_BYTE_PTR    pPublicData;
   * } CK_ECDH1_DERIVE_PARAMS;
   * </pre>
   *
   * @param publicData the other party's public key
   */
  record Ecdh(long type, Bytes publicData) implements Mechanism {}
}
