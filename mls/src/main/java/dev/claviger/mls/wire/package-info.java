/** The structs of RFC 9420, one record each, under the RFC's names. */
package dev.claviger.mls.wire;
