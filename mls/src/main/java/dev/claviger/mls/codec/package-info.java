/**
 * The presentation language of RFC 9420 §2.1: integers, variable-size vectors, optionals and lists.
 *
 * <p>A struct is a record with {@code static T read(TlsReader r)} and {@code void write(TlsWriter
 * w)}, its fields in the order of the RFC.
 */
package dev.claviger.mls.codec;
