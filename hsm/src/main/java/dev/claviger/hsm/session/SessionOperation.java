package dev.claviger.hsm.session;

/** What is done with one leased session; it may be run a second time after a recovery. */
@FunctionalInterface
public interface SessionOperation<T> {
  T on(Session session);
}
