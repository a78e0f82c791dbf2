package dev.claviger.conformance.demo;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.Group;
import dev.claviger.mls.Member;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One suite: three members come together, talk, renew their keys, and part. */
final class SuiteScene {
  private final VaultSource vaults;
  private final CipherSuite suite;
  private final PrintWriter out;
  private final Findings findings;

  SuiteScene(VaultSource vaults, CipherSuite suite, PrintWriter out, Findings findings) {
    this.vaults = vaults;
    this.suite = suite;
    this.out = out;
    this.findings = findings;
  }

  void play() {
    out.printf("%n%s  %s%n", suite.id(), suite.getAlgorithm());
    try (DemoMember alice = DemoMember.on(vaults.open(), "alice", suite);
        DemoMember bob = DemoMember.on(vaults.open(), "bob", suite);
        DemoMember carol = DemoMember.on(vaults.open(), "carol", suite)) {
      talk(alice, bob, carol);
      List<DemoMember> members = List.of(alice, bob, carol);
      tokenCalls(members);
      new CustodyReport(vaults, out, findings).print(members);
    }
  }

  private void talk(DemoMember alice, DemoMember bob, DemoMember carol) {
    KeyPackage bobs = bob.client().keyPackage();
    KeyPackage carols = carol.client().keyPackage();
    Group atAlice = alice.client().createGroup();
    PendingCommit added = atAlice.commit().add(bobs).add(carols).build();
    added.accept();
    byte[] welcome = added.welcome().orElseThrow();
    Group atBob = bob.client().join(welcome);
    Group atCarol = carol.client().join(welcome);
    agree("alice adds bob and carol", atAlice, atBob, atCarol);
    say(alice, atAlice, "Welcome, both of you", atBob, atCarol);

    PendingCommit renewed = atBob.commit().update().build();
    atAlice.process(renewed.message());
    atCarol.process(renewed.message());
    renewed.accept();
    agree("bob renews his keys by a commit with a path", atAlice, atBob, atCarol);
    say(carol, atCarol, "Thank you, alice", atAlice, atBob);

    PendingCommit removed = atAlice.commit().remove(atCarol.epoch().self().index()).build();
    atBob.process(removed.message());
    Received farewell = atCarol.process(removed.message());
    removed.accept();
    findings.check(
        "carol learns that she was removed",
        farewell instanceof Received.Removed && !atCarol.isActive());
    agree("alice removes carol", atAlice, atBob);
    say(bob, atBob, "Just the two of us now", atAlice);
  }

  /** Before the report, whose own questions to the token would count too. */
  private void tokenCalls(List<DemoMember> members) {
    for (DemoMember member : members) {
      member
          .vault()
          .tokenCalls()
          .ifPresent(
              calls -> out.printf("  %s made %d calls to the token%n", member.name(), calls));
    }
  }

  private void agree(String what, Group... members) {
    Bytes authenticator = members[0].epochAuthenticator();
    boolean equal = true;
    try (Secret exported = members[0].export("demo", Bytes.empty(), suite.hashLength())) {
      for (Group member : members) {
        try (Secret theirs = member.export("demo", Bytes.empty(), suite.hashLength())) {
          equal &= member.epochAuthenticator().equals(authenticator) && theirs.equals(exported);
        }
      }
    }
    findings.check(
        String.format(
            "epoch %d: %s; %d equal epoch authenticators %s… and exported secrets",
            members[0].epoch().number(), what, members.length, authenticator.slice(0, 8).toHex()),
        equal);
  }

  private void say(DemoMember speaker, Group at, String text, Group... listeners) {
    byte[] message = at.protect(text);
    for (Group listener : listeners) {
      Received received = listener.process(message);
      boolean right =
          received instanceof Received.Application application
              && application.text().equals(text)
              && sender(application).equals(speaker.name() + "@example.com");
      findings.check(
          name(listener)
              + " receives "
              + (received instanceof Received.Application application
                  ? "from " + sender(application) + ": \"" + application.text() + "\""
                  : received.toString()),
          right);
    }
  }

  private static String name(Group group) {
    return identity(group.epoch().self());
  }

  private static String sender(Received.Application application) {
    return identity(application.sender());
  }

  private static String identity(Member member) {
    return member.credential() instanceof Credential.Basic basic
        ? new String(basic.identity().toByteArray(), StandardCharsets.UTF_8)
        : member.credential().toString();
  }
}
