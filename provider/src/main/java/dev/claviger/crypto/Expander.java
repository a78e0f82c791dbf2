package dev.claviger.crypto;

/**
 * {@code KDF.Expand} (RFC 5869 §2.3) of one pseudorandom key, any number of times: the key is set
 * up once. Confined to one thread; closing it forgets the key, which itself stays alive.
 */
public interface Expander extends AutoCloseable {
  /**
   * A secret of so many bytes.
   *
   * @throws IllegalArgumentException if length exceeds 255 × Nh
   */
  Secret expand(Bytes info, int length);

  @Override
  void close();
}
