/** The key schedule of RFC 9420 §8, one type per stage. */
package dev.claviger.mls.schedule;
