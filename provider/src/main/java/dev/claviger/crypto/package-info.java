/** The MLS ciphersuites: the cryptographic objects of RFC 9420 §5. */
package dev.claviger.crypto;
