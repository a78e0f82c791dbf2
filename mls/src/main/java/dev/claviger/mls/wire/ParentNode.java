package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import java.util.List;

/**
 * The key of a subgroup (RFC 9420 §7.1).
 *
 * <pre>
 * struct {
 *     HPKEPublicKey encryption_key;
 *     opaque parent_hash&lt;V&gt;;
 *     uint32 unmerged_leaves&lt;V&gt;;
 * } ParentNode;
 * </pre>
 */
public final class ParentNode extends Node {
  /** The lengths of three vectors, of four bytes if there are many leaves. */
  private static final int PREFIXES = 7;

  public ParentNode(HpkePublicKey encryptionKey, Bytes parentHash, List<LeafIndex> unmergedLeaves) {
    this(encoded(encryptionKey, parentHash, unmergedLeaves));
  }

  private ParentNode(byte[] encoded) {
    super(encoded);
  }

  private static byte[] encoded(
      HpkePublicKey encryptionKey, Bytes parentHash, List<LeafIndex> unmergedLeaves) {
    int length = encryptionKey.value().length() + parentHash.length() + 4 * unmergedLeaves.size();
    TlsWriter w = new TlsWriter(length + PREFIXES);
    ProviderStructs.write(encryptionKey, w);
    w.opaque(parentHash);
    w.varint(4 * unmergedLeaves.size());
    for (LeafIndex leaf : unmergedLeaves) {
      w.uint32(leaf.value());
    }
    return w.toByteArray();
  }

  public static ParentNode read(TlsReader r) {
    int start = r.position();
    r.opaque("ParentNode.encryption_key");
    r.opaque("ParentNode.parent_hash");
    readUnmergedLeaves(r);
    return new ParentNode(r.since(start));
  }

  private static List<LeafIndex> readUnmergedLeaves(TlsReader r) {
    return r.list(
        "ParentNode.unmerged_leaves", in -> new LeafIndex(in.uint32("ParentNode.unmerged_leaves")));
  }

  @Override
  public Bytes parentHash() {
    return Vectors.at(encoded, Vectors.after(encoded, 0));
  }

  /** Sorted, in a tree that was checked. */
  public List<LeafIndex> unmergedLeaves() {
    int at = Vectors.after(encoded, Vectors.after(encoded, 0));
    return at == encoded.length - 1
        ? List.of()
        : readUnmergedLeaves(TlsReader.over(Bytes.wrap(encoded, at, encoded.length)));
  }

  @Override
  public String toString() {
    return "ParentNode[encryptionKey="
        + encryptionKey()
        + ", parentHash="
        + parentHash()
        + ", unmergedLeaves="
        + unmergedLeaves()
        + "]";
  }
}
