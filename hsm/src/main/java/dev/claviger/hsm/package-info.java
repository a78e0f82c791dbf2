/**
 * Key vaults on PKCS#11 tokens: {@link dev.claviger.hsm.Pkcs11Vault} on any token through an own
 * binding, {@link dev.claviger.hsm.SunPkcs11Vault} through the JDK's SunPKCS11.
 */
package dev.claviger.hsm;
