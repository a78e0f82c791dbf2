package dev.claviger.conformance.tokencheck;

/**
 * How fast the private key is used: signatures, or openings of a ciphertext. A figure for
 * information, from a short run.
 *
 * @param sessions in use at once
 * @param perSecond of all of them together
 */
public record Speed(int sessions, double perSecond) {}
