package dev.claviger.conformance.survival;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Epoch;
import dev.claviger.mls.Group;
import dev.claviger.mls.HeldKey;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.WaitingKeyPackage;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A client that is told what to do in words, and answers in words: one line each, bytes in
 * hexadecimal. A list is separated by commas, and is {@code -} if it is empty. Thread-safe.
 */
final class MemberService {
  /** Before the rule that was broken, or the exception. */
  static final String REFUSED = "!";

  /** Another process was faster; nothing was done. */
  static final String CONFLICT = REFUSED + "conflict";

  /** There is no such group. */
  static final String ABSENT = "absent";

  private final MlsClient client;
  private final KeyVault vault;

  MemberService(MlsClient client, KeyVault vault) {
    this.client = client;
    this.vault = vault;
  }

  String answer(String line) {
    String[] words = line.split(" ", -1);
    try {
      return act(words);
    } catch (ValidationException e) {
      return REFUSED + e.rule();
    } catch (StoreConflictException e) {
      return CONFLICT;
    } catch (RuntimeException e) {
      e.printStackTrace(); // none of these should come about
      return REFUSED + e.toString().replaceAll("\\s+", "_");
    }
  }

  private String act(String[] words) {
    switch (words[0]) {
      case "keys":
        return keys();
      case "reap":
        return reap();
      case "groups":
        return list(
            client.groupIds().stream()
                .filter(id -> client.group(id).isPresent())
                .map(id -> id.value().toHex())
                .toList());
      case "waiting":
        return list(
            client.waitingKeyPackages().stream()
                .map(WaitingKeyPackage::keyPackage)
                .map(MemberService::hex)
                .toList());
      case "keyPackage":
        return hex(client.keyPackage());
      case "withdraw":
        return "" + client.withdraw(keyPackage(words[1]));
      case "create":
        return state(client.createGroup(groupId(words[1])));
      case "join":
        return state(client.join(bytes(words[1])));
      default:
        Optional<Group> group = client.group(groupId(words[1]));
        return group.isEmpty() ? ABSENT : act(group.get(), words);
    }
  }

  private static String act(Group group, String[] words) {
    switch (words[0]) {
      case "group":
        return state(group)
            + " "
            + group.pendingProposals().size()
            + " "
            + list(group.pendingCommits().stream().map(c -> hex(c.message())).toList());
      case "welcomes":
        return list(group.welcomes().stream().map(MemberService::hex).toList());
      case "protect":
        return hex(group.protect(words[2]));
      case "process":
        return received(group.process(bytes(words[2])));
      case "propose":
        return hex(group.propose().update());
      case "clear":
        group.clearPendingProposals();
        return "cleared";
      case "commit":
        return hex(commit(group, words).message());
      case "accept":
        Optional<PendingCommit> waits = pending(group, words[2]);
        return waits.isEmpty() ? ABSENT : state(waits.get().accept());
      case "drop":
        pending(group, words[2]).ifPresent(PendingCommit::drop);
        return "dropped";
      case "delete":
        group.delete();
        return "deleted";
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  private static PendingCommit commit(Group group, String[] words) {
    CommitBuilder builder = group.commit();
    for (int i = 2; i < words.length; i++) {
      String argument = words[i].substring(1);
      switch (words[i].charAt(0)) {
        case '+' -> builder.add(keyPackage(argument));
        case '-' -> builder.remove(new LeafIndex(Integer.parseInt(argument)));
        default -> builder.update();
      }
    }
    return builder.build();
  }

  private static Optional<PendingCommit> pending(Group group, String message) {
    return group.pendingCommits().stream().filter(c -> hex(c.message()).equals(message)).findAny();
  }

  private static String received(Received received) {
    if (received instanceof Received.Application application) {
      return "text " + application.text();
    } else if (received instanceof Received.NewEpoch next) {
      return "epoch " + next.epoch().number() + " " + next.epoch().authenticator().toHex();
    }
    return received.getClass().getSimpleName();
  }

  /** In one look, for another process may take the group on between two. */
  private static String state(Group group) {
    Epoch now = group.epoch();
    return now.number() + " " + now.authenticator().toHex();
  }

  /** How many keys are in the vault that the client does not name, and how many the other way. */
  private String keys() {
    Set<KeyRef> named = named();
    Set<KeyRef> there = there();
    Set<KeyRef> leaked = new HashSet<>(there);
    leaked.removeAll(named);
    named.removeAll(there);
    return leaked.size() + " " + named.size();
  }

  /** What a reaper of orphans does, where nothing is being made. */
  private String reap() {
    Set<KeyRef> orphans = there();
    orphans.removeAll(named());
    orphans.forEach(vault::destroy);
    return "" + orphans.size();
  }

  private Set<KeyRef> named() {
    return client.keys().stream().map(HeldKey::ref).collect(Collectors.toCollection(HashSet::new));
  }

  private Set<KeyRef> there() {
    return vault.list().stream().map(VaultKey::ref).collect(Collectors.toCollection(HashSet::new));
  }

  static String list(List<String> values) {
    return values.isEmpty() ? "-" : String.join(",", values);
  }

  static List<String> list(String value) {
    return value.equals("-") ? List.of() : List.of(value.split(",", -1));
  }

  static KeyPackage keyPackage(String hex) {
    return (KeyPackage) MlsMessage.decode(Bytes.fromHex(hex)).body();
  }

  static String hex(KeyPackage keyPackage) {
    return new MlsMessage(keyPackage).encode().toHex();
  }

  static String hex(byte[] bytes) {
    return Bytes.wrap(bytes).toHex();
  }

  static byte[] bytes(String hex) {
    return Bytes.fromHex(hex).toByteArray();
  }

  static GroupId groupId(String hex) {
    return new GroupId(Bytes.fromHex(hex));
  }
}
