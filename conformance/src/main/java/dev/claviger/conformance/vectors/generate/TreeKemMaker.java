package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.CipherSuite;
import java.util.List;
import java.util.stream.Stream;

/** UpdatePaths in a tree that has a blank leaf and an unmerged one (RFC 9420 §7.4 to §7.6). */
final class TreeKemMaker implements Maker.OfSuite {
  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    SeededTree full = new SeededTree(suite, random, 4);
    full.update(0);
    full.update(3);
    SeededTree ragged = new SeededTree(suite, random, 5);
    ragged.update(4);
    ragged.remove(1);
    ragged.update(2);
    ragged.remove(3);
    ragged.update(0);
    ragged.add();
    return Stream.of(full.entry(List.of(1)), ragged.entry(List.of(0, 4)));
  }
}
