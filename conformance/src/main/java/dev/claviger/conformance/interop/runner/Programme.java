package dev.claviger.conformance.interop.runner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Which scripts are played by which peers: every cast of every script, one after the other. */
public final class Programme {
  private final List<Peer> peers;
  private final List<Script> scripts;
  private final Set<Integer> suites;
  private final List<Boolean> encryptions;
  private final Casting casting;

  /**
   * @param suites code points; those that no peer has are left out
   * @param encryptions whether handshake messages are encrypted: one or both
   * @param castLimit how many assignments of roles are played of one script in one suite, at most
   */
  public Programme(
      List<Peer> peers,
      List<Script> scripts,
      Collection<Integer> suites,
      List<Boolean> encryptions,
      int castLimit) {
    this.peers = List.copyOf(peers);
    this.scripts = List.copyOf(scripts);
    this.suites = new TreeSet<>(suites);
    this.encryptions = List.copyOf(encryptions);
    this.casting = new Casting(this.peers, castLimit);
    for (Peer peer : peers) {
      this.suites.retainAll(peer.suites());
    }
  }

  /** The suites that all peers have, of those that were asked for. */
  public Set<Integer> suites() {
    return suites;
  }

  /**
   * Plays all.
   *
   * @param each told of each outcome at once
   */
  public List<Outcome> play(Consumer<Outcome> each) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Script script : scripts) {
      for (int suite : suites) {
        for (boolean encrypt : encryptions) {
          for (Map<String, Peer> roles : casting.of(script.actors())) {
            Outcome outcome = Play.of(script, new Cast(suite, encrypt, roles));
            each.accept(outcome);
            outcomes.add(outcome);
          }
        }
      }
    }
    return outcomes;
  }
}
