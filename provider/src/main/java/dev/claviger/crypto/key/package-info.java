/** Key vaults and their handles: where private keys live. */
package dev.claviger.crypto.key;
