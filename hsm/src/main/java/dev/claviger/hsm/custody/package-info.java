/** How keys are kept that a token does not keep itself, and what is left over on it. */
package dev.claviger.hsm.custody;
