/** Certification requests for signature keys that live in a vault. */
package dev.claviger.conformance.csr;
