/** The MUSTs of RFC 9420 by name, and the exception that says which one was broken. */
package dev.claviger.mls.rule;
