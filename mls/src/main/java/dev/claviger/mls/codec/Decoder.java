package dev.claviger.mls.codec;

/** How a struct is read, as in {@code r.list("Commit.proposals", ProposalOrRef::read)}. */
@FunctionalInterface
public interface Decoder<T> {
  /**
   * @throws DecodeException if the bytes are not the struct
   */
  T read(TlsReader r);
}
