/**
 * The PKCS#11 binding: one internal interface, {@link dev.claviger.hsm.cryptoki.Cryptoki}, its JNA
 * implementation, and the numbers and structures of PKCS#11 3.2 that it speaks.
 */
package dev.claviger.hsm.cryptoki;
