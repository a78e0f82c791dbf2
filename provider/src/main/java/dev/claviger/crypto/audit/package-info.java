/** Who used which private key, when, and what for: one event for each use, to a sink of choice. */
package dev.claviger.crypto.audit;
