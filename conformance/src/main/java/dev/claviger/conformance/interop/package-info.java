/** Trying this stack on others: the interface of mlswg's harness, and what both its ends share. */
package dev.claviger.conformance.interop;
