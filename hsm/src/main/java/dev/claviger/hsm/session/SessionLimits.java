package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.TokenInfo;
import java.time.Duration;

/**
 * How a vault uses sessions.
 *
 * @param sessions the most that it has open for operations
 * @param pinned how many it keeps open beside those
 * @param patience how long an operation waits for a session
 * @param logoutOnClose whether the last vault on the token logs the process out
 * @param finalizeOnClose whether the last vault on the module finalises it, if we initialised it
 */
public record SessionLimits(
    int sessions, int pinned, Duration patience, boolean logoutOnClose, boolean finalizeOnClose) {
  /** The limit on this token, which wants one session more to hold the login. */
  int sessionsOn(TokenInfo info) {
    long most = info.maxReadWriteSessions();
    return most == TokenInfo.UNLIMITED
        ? sessions
        : (int) Math.max(1, Math.min(sessions, most - 1 - pinned));
  }
}
