package dev.claviger.conformance.vectors.hpke;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Tally;
import dev.claviger.conformance.vectors.VectorFile;
import dev.claviger.conformance.vectors.VectorFormat;
import dev.claviger.conformance.vectors.Verdict;
import java.util.Optional;

/** The vectors of RFC 9180 Appendix A: all modes, KEMs, KDFs and AEADs, export-only among them. */
public final class HpkeFormat implements VectorFormat {
  private static final int LAST_MODE = 0x03;

  @Override
  public String name() {
    return "hpke";
  }

  @Override
  public boolean recognises(VectorFile file) {
    return file.firstEntry("kem_id").isInt() && file.firstEntry("kdf_id").isInt();
  }

  @Override
  public Tally run(VectorFile file) {
    return Tally.ofEntries(file, HpkeFormat::check);
  }

  private static Verdict check(Fields in) {
    int mode = in.integer("mode");
    if (mode < 0 || mode > LAST_MODE) {
      return Verdict.notRun(String.format("mode 0x%02X not supported", mode));
    }
    Optional<String> missing = HpkeIds.missing(in);
    if (missing.isPresent()) {
      return Verdict.notRun(missing.get() + " not supported");
    }
    HpkeVector vector = new HpkeVector(in, HpkeIds.hpke(in));
    vector.derivesItsKeys();
    vector.encapsulates();
    vector.receives(vector.publishedRecipient());
    vector.receives(vector.derivedRecipient());
    vector.sends(vector.publishedSender());
    if (vector.derivedSender().isPresent()) {
      vector.sends(vector.derivedSender());
    }
    return Verdict.PASSED;
  }
}
