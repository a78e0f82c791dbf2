/** What an application plugs into the protocol. */
package dev.claviger.mls.spi;
