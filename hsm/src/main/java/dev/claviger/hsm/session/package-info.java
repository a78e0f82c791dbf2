/**
 * Modules loaded once a process, tokens found, one owner of each login, and pools of sessions that
 * are leased for one operation each and recover from what tokens do.
 */
package dev.claviger.hsm.session;
