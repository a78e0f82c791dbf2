package dev.claviger.conformance.interop.runner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Which peer plays which actor. As a rule every assignment is played. Where there are more than a
 * limit, those go first in which one peer plays the first actor and another all the rest, then
 * those in which one plays all, then random ones; the same ones each time.
 */
final class Casting {
  private static final int SEED = 9420;

  private final List<Peer> peers;
  private final int limit;

  Casting(List<Peer> peers, int limit) {
    this.peers = peers;
    this.limit = limit;
  }

  /** Assignments of peers to actors, all different. */
  List<Map<String, Peer>> of(List<String> actors) {
    double all = Math.pow(peers.size(), actors.size());
    Set<List<Peer>> chosen = new LinkedHashSet<>();
    if (all <= limit) {
      every(actors.size(), List.of(), chosen);
    } else {
      some(actors.size(), chosen);
    }
    return chosen.stream().map(choice -> roles(actors, choice)).toList();
  }

  private void every(int actors, List<Peer> begun, Set<List<Peer>> into) {
    if (begun.size() == actors) {
      into.add(begun);
      return;
    }
    for (Peer peer : peers) {
      List<Peer> next = new ArrayList<>(begun);
      next.add(peer);
      every(actors, next, into);
    }
  }

  private void some(int actors, Set<List<Peer>> into) {
    for (Peer first : peers) {
      for (Peer rest : peers) {
        if (first != rest) {
          into.add(alike(first, rest, actors));
        }
      }
    }
    peers.forEach(peer -> into.add(alike(peer, peer, actors)));
    Random random = new Random(SEED);
    while (into.size() < limit) {
      List<Peer> choice = new ArrayList<>();
      for (int i = 0; i < actors; i++) {
        choice.add(peers.get(random.nextInt(peers.size())));
      }
      into.add(choice);
    }
    List<List<Peer>> first = List.copyOf(into).subList(0, Math.min(limit, into.size()));
    into.retainAll(new HashSet<>(first));
  }

  private static List<Peer> alike(Peer first, Peer rest, int actors) {
    List<Peer> choice = new ArrayList<>(List.of(first));
    for (int i = 1; i < actors; i++) {
      choice.add(rest);
    }
    return choice;
  }

  private static Map<String, Peer> roles(List<String> actors, List<Peer> choice) {
    Map<String, Peer> roles = new LinkedHashMap<>();
    for (int i = 0; i < actors.size(); i++) {
      roles.put(actors.get(i), choice.get(i));
    }
    return roles;
  }
}
