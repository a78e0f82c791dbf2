package dev.claviger.conformance.bench.group;

import java.util.Optional;

/**
 * The sum of the primitives that RFC 9420 makes an operation call, counted by hand, at the prices
 * of this run: what would be left if all else were free. Software keys, no store. What could be put
 * off until it is needed (external_pub) is not counted; what another implementation might have
 * cached is. The GroupInfo of a Welcome is hashed once more than it is read: it is the info of the
 * HPKE encryptions beside it (RFC 9420 §12.4.3.1).
 */
final class Bound {
  /** The size of a leaf, a KeyPackage or what is signed of them, about. */
  private static final int LEAF = 256;

  /** A parent with what its hash covers. */
  private static final int PARENT = 128;

  private static final int CONTEXT = 192;
  private static final int SECRET = 64;

  private final Prices prices;
  private final double mac;

  Bound(Prices prices) {
    this.prices = prices;
    this.mac = prices.mac();
  }

  /**
   * In nanoseconds; empty where there is no such sum.
   *
   * @param bytes that the operation sends, or takes in
   */
  Optional<Double> of(Cell cell, int bytes) {
    int members = cell.members();
    boolean full = cell.tree() == TreeShape.FULL;
    int levels = levels(members);
    int seals = full ? levels : Math.max(0, members - 1);
    return switch (cell.operation()) {
      case KEY_PACKAGE -> some(2 * prices.publicKey() + 2 * prices.sign(LEAF));
      case BUILD ->
          some(
              (members - 1) * (2 * prices.verify(LEAF) + hpkeSeal() + 2 * prices.hash(LEAF))
                  + path(levels, 0)
                  + members * treeNode()
                  + epochWithWelcome()
                  + message(levels)
                  + prices.sign(bytes / 2)
                  + prices.sign(bytes / 2)
                  + prices.seal(bytes / 2) * 2
                  + prices.hash(bytes / 2) * 2);
      case ADD ->
          some(
              path(levels, seals)
                  + 2 * prices.verify(LEAF)
                  + 2 * prices.hash(LEAF)
                  + hpkeSeal()
                  + epochWithWelcome()
                  + commitMessage(levels, 4 * LEAF)
                  + prices.sign(bytes)
                  + prices.seal(bytes));
      case REMOVE, COMMIT -> some(path(levels, seals) + epoch() + commitMessage(levels, bytes));
      case PROCESS ->
          some(
              hpkeOpen()
                  + pathKey()
                  + mac
                  + prices.verify(LEAF)
                  + prices.verify(bytes)
                  + prices.hash(bytes)
                  + changedHashes(levels)
                  + epoch()
                  + messageKeys(levels)
                  + prices.open(bytes)
                  + prices.open(SECRET));
      case JOIN ->
          some(
              verifiedTree(members, full)
                  + hpkeOpen()
                  + pathKey()
                  + mac
                  + prices.hash(bytes)
                  + prices.verify(bytes)
                  + prices.open(bytes)
                  + epochWithWelcome());
      case EXTERNAL_COMMIT ->
          some(
              verifiedTree(members, full)
                  + prices.verify(members * (LEAF + PARENT))
                  + prices.agreeOnce()
                  + 5 * mac
                  + path(levels, seals)
                  + epoch()
                  + prices.sign(LEAF));
      case PROTECT ->
          some(
              prices.sign(cell.payload() + CONTEXT)
                  + prices.seal(cell.payload() + SECRET)
                  + prices.seal(SECRET)
                  + 5 * mac);
      case UNPROTECT ->
          some(
              prices.verify(cell.payload() + CONTEXT)
                  + prices.open(cell.payload() + SECRET)
                  + prices.open(SECRET)
                  + 5 * mac);
      case EXPORT -> some(2 * mac + prices.hash(0));
      case OPEN -> Optional.empty();
    };
  }

  /** Encap, the key schedule but for what all recipients share, and the AEAD (RFC 9180 §4, §5). */
  private double hpkeSeal() {
    return prices.agreeOnce() + 5 * mac + prices.seal(SECRET);
  }

  private double hpkeOpen() {
    return prices.agree() + 7 * mac + prices.open(SECRET);
  }

  /** From one path secret its key pair (RFC 9420 §7.4) and the next path secret. */
  private double pathKey() {
    return 4 * mac + prices.publicKey();
  }

  /** A new path of so many nodes, and a leaf with its signature. */
  private double path(int levels, int seals) {
    return levels * pathKey()
        + prices.publicKey()
        + prices.sign(LEAF)
        + changedHashes(levels)
        + 2 * mac
        + seals * hpkeSeal();
  }

  /** Tree hashes and parent hashes of a direct path. */
  private double changedHashes(int levels) {
    return prices.hash(LEAF) + levels * (prices.hash(PARENT) + prices.hash(PARENT));
  }

  /** The key schedule, transcript hashes and confirmation tag (§8). */
  private double epoch() {
    return 14 * mac + 2 * prices.hash(CONTEXT);
  }

  /** The same where there is a Welcome, with its secret. */
  private double epochWithWelcome() {
    return epoch() + mac;
  }

  private double commitMessage(int levels, int bytes) {
    return message(levels) + prices.sign(bytes) + prices.seal(bytes) + prices.hash(bytes);
  }

  /** Keys of a handshake and of its sender data, and the latter's encryption. */
  private double message(int levels) {
    return messageKeys(levels) + prices.seal(SECRET);
  }

  /** In a new epoch the way through the secret tree comes first (§9). */
  private double messageKeys(int levels) {
    return (2 * levels + 2 + 3 + 2) * mac;
  }

  private double treeNode() {
    return prices.hash(LEAF) + prices.hash(PARENT);
  }

  /** Every leaf's signature, every tree hash, and in a full tree every parent hash. */
  private double verifiedTree(int members, boolean full) {
    return members * (prices.verify(LEAF) + treeNode() + (full ? prices.hash(PARENT) : 0));
  }

  private static int levels(int members) {
    return members <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(members - 1);
  }

  private static Optional<Double> some(double nanos) {
    return Optional.of(nanos);
  }
}
