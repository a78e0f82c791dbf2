package dev.claviger.conformance.interop.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who plays whom, and how.
 *
 * @param suite a code point
 * @param encrypt whether handshake messages are PrivateMessages
 * @param roles the peer of each actor
 */
public record Cast(int suite, boolean encrypt, Map<String, Peer> roles) {
  public Cast {
    roles = new LinkedHashMap<>(roles);
  }

  Peer of(String actor) {
    Peer peer = roles.get(actor);
    if (peer == null) {
      throw new MalformedScriptException("nobody plays \"" + actor + "\"");
    }
    return peer;
  }

  /** The suites that all who play have. */
  Set<Integer> commonSuites() {
    Set<Integer> common = null;
    for (Peer peer : roles.values()) {
      if (common == null) {
        common = new TreeSet<>(peer.suites());
      } else {
        common.retainAll(peer.suites());
      }
    }
    return common == null ? Set.of() : common;
  }

  /** {@code suite 1, private, alice=A bob=B}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("suite ").append(suite).append(encrypt ? ", private," : ", public,");
    roles.forEach((actor, peer) -> text.append(' ').append(actor).append('=').append(peer.name()));
    return text.toString();
  }
}
