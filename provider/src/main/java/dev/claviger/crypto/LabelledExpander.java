package dev.claviger.crypto;

/**
 * The labelled derivations of RFC 9420 §8 and §9 from one secret, which is set up once for all of
 * them. Confined to one thread; closing it forgets the secret, which itself stays alive.
 */
public final class LabelledExpander implements AutoCloseable {
  private final Expander expander;
  private final int hashLength;

  LabelledExpander(Expander expander, int hashLength) {
    this.expander = expander;
    this.hashLength = hashLength;
  }

  /** {@code ExpandWithLabel(secret, label, context, length)} (§8). */
  public Secret expandWithLabel(String label, Bytes context, int length) {
    return expander.expand(LabelEncoder.kdfLabel(length, label, context), length);
  }

  /** {@code DeriveSecret(secret, label)}, Nh bytes (§8). */
  public Secret deriveSecret(String label) {
    return expandWithLabel(label, Bytes.empty(), hashLength);
  }

  /**
   * {@code DeriveTreeSecret(secret, label, generation, length)} (§9).
   *
   * @param generation an unsigned 32-bit number
   */
  public Secret deriveTreeSecret(String label, int generation, int length) {
    return expandWithLabel(label, LabelEncoder.uint32(generation), length);
  }

  @Override
  public void close() {
    expander.close();
  }
}
