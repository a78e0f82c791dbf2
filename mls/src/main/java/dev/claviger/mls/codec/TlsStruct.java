package dev.claviger.mls.codec;

import dev.claviger.crypto.Bytes;

/** A struct that can be written in the encoding of RFC 9420 §2.1. */
public interface TlsStruct {
  void write(TlsWriter w);

  /** The encoding of this struct alone. */
  default Bytes encode() {
    TlsWriter w = new TlsWriter();
    write(w);
    return w.toBytes();
  }
}
