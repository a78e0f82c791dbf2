package dev.claviger.conformance.property;

import dev.claviger.crypto.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders Commits, and keeps everything for those who missed it. It delivers nothing by itself. */
final class DeliveryService {
  /** The Commits in their order; the one at n ends epoch n. */
  private final List<byte[]> commits = new ArrayList<>();

  private final Map<Long, List<byte[]>> proposals = new HashMap<>();
  private final Map<Peer, byte[]> welcomes = new LinkedHashMap<>();
  private final Set<Bytes> psks = new LinkedHashSet<>();

  /** The epoch that the last Commit begins. */
  long head() {
    return commits.size();
  }

  void order(byte[] commit) {
    commits.add(commit);
  }

  byte[] commit(long epoch) {
    return commits.get(Math.toIntExact(epoch));
  }

  boolean hasCommit(long epoch) {
    return epoch < head();
  }

  void keepProposal(long epoch, byte[] message) {
    proposals.computeIfAbsent(epoch, e -> new ArrayList<>()).add(message);
  }

  /** Those that were made in an epoch. */
  List<byte[]> proposals(long epoch) {
    return List.copyOf(proposals.getOrDefault(epoch, List.of()));
  }

  /** For those who were added and have not come yet. */
  Map<Peer, byte[]> welcomes() {
    return welcomes;
  }

  /** The names of all external PSKs that there are. */
  Set<Bytes> psks() {
    return psks;
  }
}
