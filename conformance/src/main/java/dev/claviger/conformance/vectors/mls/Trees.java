package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.RatchetTreeExtension;

/** Ratchet trees as vectors hold them. */
final class Trees {
  private Trees() {}

  static RatchetTree read(CipherSuite suite, Fields in, String field) {
    return RatchetTree.of(
        suite, TlsReader.decode(in.hex(field), field, RatchetTreeExtension::read));
  }
}
