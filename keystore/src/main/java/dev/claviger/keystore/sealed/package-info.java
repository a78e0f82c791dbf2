/**
 * Groups in SQLite and PostgreSQL: each row sealed, each scope checked as a whole. The format is
 * {@code docs/state.md}.
 */
package dev.claviger.keystore.sealed;
