/** Throw-away databases for tests, of this module and of others. */
package dev.claviger.keystore.scratch;
