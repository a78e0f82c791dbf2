package dev.claviger.conformance.bench;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compares this library with a C program that makes the same C_ calls, with the same keys, on the
 * same token. The two take turns, and each turn of one is held against the next of the other, so
 * that what else the machine does meanwhile slows both.
 */
public final class TokenBench {
  private static final int[] THREADS = {1, 2};

  private final Effort effort;
  private final Consumer<TokenBenchReport.Row> progress;

  private TokenBench(Effort effort, Consumer<TokenBenchReport.Row> progress) {
    this.effort = effort;
    this.progress = progress;
  }

  /**
   * How long to measure.
   *
   * @param rounds of each program, for each operation and number of threads
   * @param millis of a round
   * @param warmUp how often each thread of this process repeats an operation before its first round
   */
  public record Effort(int rounds, long millis, long warmUp) {
    public static final Effort WHOLE = new Effort(40, 200, 30_000);
    public static final Effort QUICK = new Effort(3, 30, 100);
  }

  /**
   * @param progress is told of each row as it is measured
   * @throws NotRunException if the C program cannot be built or cannot use the token
   */
  public static TokenBenchReport run(
      BenchToken token, Effort effort, Consumer<TokenBenchReport.Row> progress) {
    return new TokenBench(effort, progress).run(token);
  }

  private TokenBenchReport run(BenchToken token) {
    List<TokenBenchReport.Row> rows = new ArrayList<>();
    List<String> notRun = new ArrayList<>();
    String name = "";
    // Before there is a key to be left behind, should there be no compiler.
    try (CProgram c = CProgram.start(token);
        JavaProgram java = new JavaProgram()) {
      for (TokenOperation operation : TokenOperation.all()) {
        try (Pkcs11Vault vault = Pkcs11Vault.open(config(token, operation))) {
          name = vault.name();
          if (vault.supports(operation.algorithm()) instanceof VaultSupport.Unsupported no) {
            notRun.add(operation.name() + ": " + no.reason());
          } else {
            measure(operation, vault, c, java, rows, notRun);
          }
        }
      }
    }
    return new TokenBenchReport(
        name, System.getProperty("java.version"), effort.rounds(), effort.millis(), rows, notRun);
  }

  private static Pkcs11Config config(BenchToken token, TokenOperation operation) {
    return operation instanceof TokenOperation.Agree agree
        ? token.config().routes(agree.route()).build()
        : token.config().build();
  }

  private void measure(
      TokenOperation operation,
      Pkcs11Vault vault,
      CProgram c,
      JavaProgram java,
      List<TokenBenchReport.Row> rows,
      List<String> notRun) {
    KeyPurpose purpose =
        operation.algorithm() instanceof SignatureScheme ? KeyPurpose.SIGNATURE : KeyPurpose.LEAF;
    VaultKey key = vault.generate(purpose, operation.algorithm());
    try (operation) {
      String mechanism = vault.attest(key.ref()).mechanism();
      if (!mechanism.equals(operation.mechanism())) {
        notRun.add(operation.name() + ": the C program does not know " + mechanism);
        return;
      }
      CProgram.Sample sample = c.prepare(operation.command(id(key.ref())));
      operation.check(key, sample.result());
      requireCalls(operation, sample.calls(), callsOf(vault, operation, key));
      java.warmUp(
          () -> operation.run(key), THREADS[THREADS.length - 1], effort.millis(), effort.warmUp());
      for (int threads : THREADS) {
        TokenBenchReport.Row row = compare(operation, key, c, java, threads);
        rows.add(row);
        progress.accept(row);
      }
    } finally {
      vault.destroy(key.ref());
    }
  }

  private TokenBenchReport.Row compare(
      TokenOperation operation, VaultKey key, CProgram c, JavaProgram java, int threads) {
    List<Round> ours = new ArrayList<>();
    List<Round> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < effort.rounds(); i++) {
      // Each goes first every other time.
      if (i % 2 == 0) {
        theirs.add(c.run(threads, effort.millis()));
        ours.add(java.run(() -> operation.run(key), threads, effort.millis()));
      } else {
        ours.add(java.run(() -> operation.run(key), threads, effort.millis()));
        theirs.add(c.run(threads, effort.millis()));
      }
      ratios.add(ours.get(i).perSecond() / theirs.get(i).perSecond());
    }
    return new TokenBenchReport.Row(
        operation.name(),
        threads,
        operation.calls(),
        Spread.of(ours.stream().map(Round::perSecond).toList()),
        Spread.of(theirs.stream().map(Round::perSecond).toList()),
        Spread.of(ratios),
        cpuMicros(ours),
        cpuMicros(theirs));
  }

  private static double cpuMicros(List<Round> rounds) {
    double nanos = rounds.stream().mapToLong(Round::cpuNanos).sum();
    return nanos / 1e3 / rounds.stream().mapToLong(Round::done).sum();
  }

  private static long callsOf(Pkcs11Vault vault, TokenOperation operation, VaultKey key) {
    operation.run(key);
    long before = vault.tokenCalls();
    operation.run(key);
    return vault.tokenCalls() - before;
  }

  private static void requireCalls(TokenOperation operation, long c, long claviger) {
    long expected = operation.calls().size();
    if (c != expected || claviger != expected) {
      throw new IllegalStateException(
          operation.name()
              + " should take "
              + expected
              + " calls, and takes "
              + c
              + " in C and "
              + claviger
              + " here");
    }
  }

  /** The CKA_ID in an RFC 7512 URI. */
  private static Bytes id(KeyRef ref) {
    String id =
        Stream.of(ref.uri().getRawSchemeSpecificPart().split(";", -1))
            .filter(part -> part.startsWith("id="))
            .findFirst()
            .orElseThrow()
            .substring("id=".length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) == '%') {
        bytes.write(Integer.parseInt(id.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(id.charAt(i));
      }
    }
    return Bytes.wrap(bytes.toByteArray());
  }
}
