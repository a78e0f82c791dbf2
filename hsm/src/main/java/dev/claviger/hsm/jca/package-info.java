/**
 * Keys of a token as JCA handles: how they are generated, named, found and used, which routes a
 * Diffie-Hellman value can take, and the provider that signs with them.
 */
package dev.claviger.hsm.jca;
