/** Throw-away tokens for trying Claviger out and for tests. Not for keys that matter. */
package dev.claviger.hsm.scratch;
