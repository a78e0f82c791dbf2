/** Groups as rows of a store: what is written when, and how it is read back. */
package dev.claviger.mls.stored;
