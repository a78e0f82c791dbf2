package dev.claviger.hsm.cryptoki;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

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

  /**
   * Puts bytes and a key together (CKM_CONCATENATE_DATA_AND_BASE).
   *
   * <pre>
   * typedef struct CK_KEY_DERIVATION_STRING_DATA {
   *   CK_BYTE_PTR pData;
   *   CK_ULONG    ulLen;
   * } CK_KEY_DERIVATION_STRING_DATA;
   * </pre>
   *
   * @param data stays the caller's; no copy stays in native memory
   */
  record WithData(long type, Secret data) implements Mechanism {}

  /** Whose parameter is another key, a CK_OBJECT_HANDLE (CKM_CONCATENATE_BASE_AND_KEY). */
  record WithKey(long type, long key) implements Mechanism {}

  /**
   * HKDF-Extract with no salt, and no expansion (CKM_HKDF_DERIVE, CKM_HKDF_DATA).
   *
   * <pre>
   * typedef struct CK_HKDF_PARAMS {
   *   CK_BBOOL          bExtract;
   *   CK_BBOOL          bExpand;
   *   CK_MECHANISM_TYPE prfHashMechanism;
   *   CK_ULONG          ulSaltType;
   *   CK_BYTE_PTR       pSalt;
   *   CK_ULONG          ulSaltLen;
   *   CK_OBJECT_HANDLE  hSaltKey;
   *   CK_BYTE_PTR       pInfo;
   *   CK_ULONG          ulInfoLen;
   * } CK_HKDF_PARAMS;
   * </pre>
   *
   * @param hash the mechanism of the hash
   */
  record Extract(long type, long hash) implements Mechanism {}

  /**
   * AES in Galois/Counter Mode with a tag of 128 bits (CKM_AES_GCM).
   *
   * <pre>
   * typedef struct CK_GCM_PARAMS {
   *   CK_BYTE_PTR pIv;
   *   CK_ULONG    ulIvLen;
   *   CK_ULONG    ulIvBits;
   *   CK_BYTE_PTR pAAD;
   *   CK_ULONG    ulAADLen;
   *   CK_ULONG    ulTagBits;
   * } CK_GCM_PARAMS;
   * </pre>
   *
   * @param iv never twice with one key
   * @param associated authenticated and not encrypted
   */
  record Gcm(long type, Bytes iv, Bytes associated) implements Mechanism {}
}
