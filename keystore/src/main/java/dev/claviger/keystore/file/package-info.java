/** Files that are replaced whole. */
package dev.claviger.keystore.file;
