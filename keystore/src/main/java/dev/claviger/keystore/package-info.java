/** The JCA {@code KeyStore} "MLS" over key vaults. */
package dev.claviger.keystore;
