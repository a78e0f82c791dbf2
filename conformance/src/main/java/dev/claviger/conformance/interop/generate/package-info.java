/** Makes random scripts for the harness. */
package dev.claviger.conformance.interop.generate;
