/** MLS stacks behind one small interface, so that one programme measures them all. */
package dev.claviger.conformance.bench.stack;
