package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Tally;
import dev.claviger.conformance.vectors.VectorFile;
import dev.claviger.conformance.vectors.VectorFormat;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import java.util.Optional;

/** A file of mlswg: an array of vectors, known by the file's name. */
abstract class MlsFormat implements VectorFormat {
  private final String name;

  MlsFormat(String name) {
    this.name = name;
  }

  /** Holds one vector against the implementation. */
  abstract Verdict check(Fields in);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean recognises(VectorFile file) {
    return file.isCalled(name);
  }

  @Override
  public final Tally run(VectorFile file) {
    return Tally.ofEntries(file, this::check);
  }

  /** A format whose every vector is for one ciphersuite. */
  abstract static class OfSuite extends MlsFormat {
    OfSuite(String name) {
      super(name);
    }

    /** Holds one vector against the implementation; what returns has passed. */
    abstract void check(CipherSuite suite, Fields in);

    @Override
    final Verdict check(Fields in) {
      CipherSuiteId id = new CipherSuiteId(in.integer("cipher_suite"));
      Optional<CipherSuite> suite = Engine.find(id);
      if (suite.isEmpty()) {
        return Verdict.notRun("suite " + id + " not supported");
      }
      check(suite.get(), in);
      return Verdict.PASSED;
    }
  }
}
