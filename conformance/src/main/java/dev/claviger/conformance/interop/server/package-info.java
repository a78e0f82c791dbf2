/** This stack as a server of mlswg's harness, on the public API alone. */
package dev.claviger.conformance.interop.server;
