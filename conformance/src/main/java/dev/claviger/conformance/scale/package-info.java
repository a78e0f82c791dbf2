/** What large groups cost: time, bytes on the wire, and memory per member. */
package dev.claviger.conformance.scale;
