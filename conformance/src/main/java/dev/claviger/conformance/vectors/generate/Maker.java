package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import java.util.List;
import java.util.stream.Stream;

/** Makes the vectors of one file. */
interface Maker {
  List<Entry> make(SeededRandom random);

  /** Makes the vectors of one suite, for a file that has those of all. */
  @FunctionalInterface
  interface OfSuite extends Maker {
    Stream<Entry> make(CipherSuite suite, SeededRandom random);

    @Override
    default List<Entry> make(SeededRandom random) {
      return CipherSuiteId.rfc9420().stream().flatMap(id -> make(id, random)).toList();
    }

    private Stream<Entry> make(CipherSuiteId id, SeededRandom random) {
      SeededRandom own = random.fork(id.toString());
      return make(SeededProvider.suite(id, own), own);
    }
  }
}
