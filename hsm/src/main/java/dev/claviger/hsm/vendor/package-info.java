/**
 * What is known of vendors' tokens: small files of statements, each marked tried, documented or
 * untried, and the profile that the files which fit a token make together.
 */
package dev.claviger.hsm.vendor;
