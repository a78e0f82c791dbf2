package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.mls.codec.TlsReader;

/** mlswg's {@code deserialization.json}: the variable-size integers of RFC 9420 §2.1.2. */
final class DeserializationFormat extends MlsFormat {
  DeserializationFormat() {
    super("deserialization");
  }

  @Override
  Verdict check(Fields in) {
    TlsReader reader = TlsReader.over(in.hex("vlbytes_header"));
    Expect.equal("length", in.integer("length"), reader.varint("vlbytes_header"));
    Expect.equal("bytes left over", 0, reader.remaining());
    return Verdict.PASSED;
  }
}
