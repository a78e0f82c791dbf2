/** What is demanded of messages and of ourselves, and where it is tested: docs/validation.md. */
package dev.claviger.conformance.rules;
