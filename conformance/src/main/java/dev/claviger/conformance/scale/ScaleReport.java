package dev.claviger.conformance.scale;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.Group;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.index.LeafIndex;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** Builds, joins, renews and shrinks a large group, and prints what each step costs. */
public final class ScaleReport {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;

  private final PrintWriter out;
  private final int members;

  /**
   * @param out gets a line for each step, in its order
   */
  public ScaleReport(PrintWriter out, int members) {
    this.out = out;
    this.members = members;
  }

  public void run(CipherSuite suite) {
    out.printf("%,d members, suite %s%n", members, suite.id());
    try (LargeGroup group = timed("make the KeyPackages", () -> LargeGroup.of(suite, members))) {
      PendingCommit adding = timed("build a Commit that adds all", group::build);
      size("Commit", adding.message().length);
      timed("accept it", adding::accept);
      byte[] welcome = adding.welcome().orElseThrow();
      size("Welcome", welcome.length);
      adding = null;
      Group joined = join(group, welcome);
      leaves(joined);
      change(group.creator(), joined);
      message(group.creator(), joined);
    }
  }

  private Group join(LargeGroup group, byte[] welcome) {
    long before = Heap.used();
    Group joined = timed("join", () -> group.join(welcome));
    perMember("heap that the joined group holds", Heap.used() - before);
    return joined;
  }

  private void leaves(Group group) {
    perMember("of that, ratchet_tree as it travels", group.ratchetTree().length());
  }

  private void change(Group creator, Group joined) {
    follow("over unmerged leaves", joined.commit()::build, creator);
    follow("by the creator", creator.commit()::build, joined);
    follow("by the last member", joined.commit()::build, creator);
    follow(
        "that removes one",
        () -> creator.commit().remove(new LeafIndex(members / 2)).build(),
        joined);
    perMember("heap of the process at the end", Heap.used());
  }

  private void follow(String what, Supplier<PendingCommit> build, Group other) {
    PendingCommit commit = timed("build a Commit " + what, build);
    size("Commit", commit.message().length);
    timed("process it", () -> other.process(commit.message()));
    timed("accept it", commit::accept);
  }

  private void message(Group from, Group to) {
    byte[] message = timed("protect a message", () -> from.protect("hello"));
    timed("process it", () -> to.process(message));
  }

  private <T> T timed(String what, Supplier<T> step) {
    long start = System.nanoTime();
    T result = step.get();
    line(what, String.format("%,d ms", (System.nanoTime() - start) / NANOS_PER_MILLISECOND));
    return result;
  }

  private void size(String what, long bytes) {
    line("  its " + what, String.format("%,d bytes", bytes));
  }

  private void perMember(String what, long bytes) {
    line("  " + what, String.format("%,d bytes, %,d per member", bytes, bytes / members));
  }

  private void line(String what, String figure) {
    out.printf("  %-40s %s%n", what, figure);
    out.flush();
  }
}
