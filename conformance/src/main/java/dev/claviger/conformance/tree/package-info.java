/** The ratchet tree of RFC 9420 §7 for a reader: as text and as a picture. */
package dev.claviger.conformance.tree;
