/** Software keys as they rest: raw, for a vault that keeps them encrypted, and for nobody else. */
package dev.claviger.crypto.sealing;
