package dev.claviger.conformance.property;

import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client in a random group: what it is in, and what lies in its post box. */
final class Peer {
  private final String name;
  private final MlsClient client;
  private final List<Post> inbox = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private Optional<Group> group = Optional.empty();
  private boolean gone;

  Peer(String name, MlsClient client) {
    this.name = name;
    this.client = client;
  }

  String name() {
    return name;
  }

  MlsClient client() {
    return client;
  }

  List<Post> inbox() {
    return inbox;
  }

  boolean hasRead(Post post) {
    return read.contains(post.text());
  }

  void remember(Post post) {
    read.add(post.text());
  }

  void enter(Group entered) {
    group = Optional.of(entered);
  }

  /** In the group as far as it knows. */
  boolean isIn() {
    return !gone && group.isPresent();
  }

  Group group() {
    return group.orElseThrow();
  }

  long epoch() {
    return group().epoch().number();
  }

  void leave() {
    gone = true;
  }

  @Override
  public String toString() {
    return isIn() ? name + "@" + epoch() : name;
  }
}
