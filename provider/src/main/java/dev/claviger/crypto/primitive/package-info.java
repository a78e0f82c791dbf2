/**
 * The primitives below the engine: who computes each of them, chosen one by one and probed once.
 */
package dev.claviger.crypto.primitive;
