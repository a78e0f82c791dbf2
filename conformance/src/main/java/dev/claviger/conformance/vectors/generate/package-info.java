/**
 * Makes vectors of our own in mlswg's formats: the same ones from the same seed, on any machine.
 */
package dev.claviger.conformance.vectors.generate;
