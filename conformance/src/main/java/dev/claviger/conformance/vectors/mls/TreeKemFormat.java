package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.CipherSuite;

/** mlswg's {@code treekem.json}: UpdatePaths, theirs and ours (RFC 9420 §7.4 to §7.6). */
final class TreeKemFormat extends MlsFormat.OfSuite {
  TreeKemFormat() {
    super("treekem");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    TreeKemGroup group = new TreeKemGroup(suite, in);
    for (Fields path : in.objects("update_paths")) {
      group.process(path);
      group.createFrom(path);
    }
  }
}
