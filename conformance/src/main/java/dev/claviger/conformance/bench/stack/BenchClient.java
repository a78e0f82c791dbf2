package dev.claviger.conformance.bench.stack;

/** Someone who may become a member. All byte strings are encodings of an MLSMessage. */
public interface BenchClient extends AutoCloseable {
  /** Its private keys wait for the Welcome. */
  byte[] keyPackage();

  BenchMember create();

  /** By a Welcome with the tree inside, to a KeyPackage of this client. */
  BenchMember join(byte[] welcome);

  /** By a Commit from outside; as if the Delivery Service had taken it at once. */
  default BenchMember joinExternally(byte[] groupInfo) {
    throw new NotOfferedException("no external Commits");
  }

  /** Ends the client as a process that ends: only what is stored stays. */
  default void forget() {
    throw new NotOfferedException("no store");
  }

  /** After {@link #forget}: the client once more, and the member it was, read from its store. */
  default BenchMember reopen() {
    throw new NotOfferedException("no store");
  }

  @Override
  void close();
}
