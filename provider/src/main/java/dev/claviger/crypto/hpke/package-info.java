/** HPKE (RFC 9180) with private keys as handles. */
package dev.claviger.crypto.hpke;
