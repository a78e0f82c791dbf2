/** Other stacks of MLS in this process, behind one small interface. */
package dev.claviger.conformance.peers;
