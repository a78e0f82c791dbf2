/** What the provider does with its primitives: HKDF, DHKEM, software handles, foreign handles. */
package dev.claviger.crypto.engine;
