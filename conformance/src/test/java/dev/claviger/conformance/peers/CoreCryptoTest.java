package dev.claviger.conformance.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.conformance.interop.Scripts;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of OpenMLS, as core-crypto has it, and of ours in one group. */
@Execution(ExecutionMode.SAME_THREAD)
public final class CoreCryptoTest {
  private static final int STEPS = 40;
  private static final int MOST_MEMBERS = 12;

  private static CoreCrypto theirs;
  private static KeyVault vault;
  private static Own ours;

  @BeforeAll
  static void open() {
    CoreCrypto.missing().ifPresent(why -> Loudly.notRunButUnderCi("OpenMLS as a peer", why));
    theirs = CoreCrypto.open();
    vault = SoftwareVault.create();
    ours = new Own(vault);
  }

  @AfterAll
  static void close() {
    if (theirs != null) {
      theirs.close();
      vault.close();
    }
  }

  @Test
  void suitesOfX448_areNotTheirs() {
    assertEquals(Set.of(1, 2, 3, 5, 7), theirs.suites());
    System.out.println("\n*** NOT RUN: OpenMLS in suites 4 and 6: it has neither X448 nor Ed448\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void theyFound_weJoin(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    inOneGroup(suite, theirs, ours);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void weFound_theyJoin(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    inOneGroup(suite, ours, theirs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ourKeysInSoftHsm_areAsGood(int suite) {
    try (Pkcs11Vault token =
        Pkcs11Vault.open(
            SoftHsm.of(CoreCryptoTest.class)
                .config(CoreCryptoTest.class.getSimpleName())
                .build())) {
      inOneGroup(suite, new Own(token), theirs);
      inOneGroup(suite, theirs, new Own(token));
      assertEquals(List.of(), token.list());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void messagesOutOfOrder_andOfTheEpochBefore_areRead(int suite) {
    for (List<PeerStack> stacks : List.of(List.of(ours, theirs), List.of(theirs, ours))) {
      try (Table table = Table.foundedBy(stacks.get(0), suite, "alice")) {
        table.add("alice", stacks.subList(1, 2), List.of("bob"));
        byte[] one = table.saying("alice", "one");
        byte[] two = table.saying("alice", "two");
        byte[] three = table.saying("bob", "three");
        table.reads("bob", two, "two");
        table.update("alice");
        table.reads("bob", one, "one");
        table.reads("alice", three, "three");
      }
    }
  }

  @Test
  void messageOfAMebibyte_isReadByBoth() {
    try (Table table = Table.foundedBy(ours, 1, "alice")) {
      table.add("alice", List.of(theirs), List.of("bob"));
      table.say("alice", new byte[1 << 20]);
      table.say("bob", new byte[1 << 20]);
    }
  }

  /** {@code -Dclaviger.seed=N} plays another one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void randomConversation_endsInAgreement(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    long seed = Long.getLong("claviger.seed", 9420) + suite;
    System.out.println("random conversation with OpenMLS: -Dclaviger.seed=" + (seed - suite));
    Random random = new Random(seed);
    try (Table table = Table.foundedBy(random.nextBoolean() ? ours : theirs, suite, "0")) {
      table.add("0", List.of(theirs, ours), List.of("1", "2"));
      for (int step = 3; step < STEPS; step++) {
        takeAStep(table, random, Integer.toString(step));
      }
      table.talk();
    }
  }

  private static void takeAStep(Table table, Random random, String newcomer) {
    List<String> names = table.names();
    String one = names.get(random.nextInt(names.size()));
    String other = other(names, one, random);
    int choice = random.nextInt(8);
    PeerStack stack = random.nextBoolean() ? ours : theirs;
    if (choice < 2 && names.size() < MOST_MEMBERS) {
      table.add(one, List.of(stack), List.of(newcomer));
    } else if (choice == 2 && names.size() < MOST_MEMBERS) {
      table.addByProposal(one, other, stack, newcomer);
    } else if (choice == 3 && names.size() > 3) {
      table.remove(one, other);
    } else if (choice == 4 && names.size() > 3) {
      String third = names.stream().filter(n -> !n.equals(one) && !n.equals(other)).findAny().get();
      table.removeByProposal(one, other, third);
    } else if (choice == 5) {
      table.updateByProposal(one, other);
    } else {
      table.update(one);
    }
    table.say(one, new byte[random.nextInt(1000)]);
  }

  private static String other(List<String> names, String one, Random random) {
    List<String> others = names.stream().filter(name -> !name.equals(one)).toList();
    return others.get(random.nextInt(others.size()));
  }

  /** Join, update, remove and talk, by Commits and by Proposals, each stack in each part. */
  private static void inOneGroup(int suite, PeerStack founder, PeerStack other) {
    try (Table table = Table.foundedBy(founder, suite, "alice")) {
      table.add("alice", List.of(other, founder, other), List.of("bob", "carol", "dave"));
      table.talk();
      table.names().forEach(table::update);
      table.talk();
      table.updateByProposal("bob", "alice");
      table.updateByProposal("alice", "bob");
      table.addByProposal("dave", "carol", founder, "erin");
      table.addByProposal("carol", "dave", other, "frank");
      table.talk();
      table.remove("bob", "carol");
      table.remove("alice", "dave");
      table.add("bob", List.of(founder), List.of("grace"));
      table.removeByProposal("alice", "bob", "erin");
      table.removeByProposal("bob", "alice", "frank");
      table.update("grace");
      table.talk();
    }
  }
}
