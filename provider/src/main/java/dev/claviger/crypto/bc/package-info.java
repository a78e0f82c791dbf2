/** The curves of Bouncy Castle's lightweight classes. Nothing outside names Bouncy Castle. */
package dev.claviger.crypto.bc;
