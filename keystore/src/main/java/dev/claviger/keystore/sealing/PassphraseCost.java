package dev.claviger.keystore.sealing;

/**
 * What it costs to try a passphrase: the parameters of Argon2id (RFC 9106 §4).
 *
 * @param memory in KiB
 */
public record PassphraseCost(int memory, int iterations, int parallelism) {
  /** RFC 9106's second recommendation: 64 MiB, three passes, four lanes. */
  public static final PassphraseCost DEFAULT = new PassphraseCost(64 * 1024, 3, 4);

  /** The most that a sealed file may ask for: 1 GiB, 16 passes, 16 lanes. */
  public static final PassphraseCost MOST = new PassphraseCost(1024 * 1024, 16, 16);

  private static final int LEAST_MEMORY_OF_A_LANE = 8;

  /**
   * @throws IllegalArgumentException if Argon2 has no such parameters (RFC 9106 §3.1)
   */
  public PassphraseCost {
    if (parallelism < 1 || iterations < 1 || memory / LEAST_MEMORY_OF_A_LANE < parallelism) {
      throw new IllegalArgumentException(
          "Argon2id takes at least one pass, one lane, and 8 KiB for each lane");
    }
  }

  boolean isWithin(PassphraseCost most) {
    return memory <= most.memory
        && iterations <= most.iterations
        && parallelism <= most.parallelism;
  }
}
