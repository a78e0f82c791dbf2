package dev.claviger.hsm.vendor;

/**
 * One statement of a vendor file.
 *
 * @param where it is known from, in a few words; may be empty
 */
public record Statement(String value, Basis basis, String where) {}
