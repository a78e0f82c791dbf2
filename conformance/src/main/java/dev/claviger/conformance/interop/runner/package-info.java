/** Plays the scripts of mlswg's harness over servers of any stack. */
package dev.claviger.conformance.interop.runner;
