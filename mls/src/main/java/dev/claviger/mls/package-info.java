/** The MLS client and group. */
package dev.claviger.mls;
