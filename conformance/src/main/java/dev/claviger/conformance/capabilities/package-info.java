/** Which vault can keep the keys of which suite: the source of CAPABILITIES.md. */
package dev.claviger.conformance.capabilities;
