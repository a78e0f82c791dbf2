/** The arithmetic of array-based trees (RFC 9420 Appendix C). */
package dev.claviger.mls.index;
