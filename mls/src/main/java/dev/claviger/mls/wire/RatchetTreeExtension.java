package dev.claviger.mls.wire;

import dev.claviger.crypto.Lists;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;
import java.util.Optional;

/**
 * The public tree as it travels (RFC 9420 §12.4.3.3): the content of the GroupInfo extension {@code
 * ratchet_tree}, nodes in array order, blank ones empty.
 *
 * <pre>optional&lt;Node&gt; ratchet_tree&lt;V&gt;;</pre>
 */
public record RatchetTreeExtension(List<Optional<Node>> nodes) implements TlsStruct {
  public RatchetTreeExtension {
    nodes = List.copyOf(nodes);
  }

  public static RatchetTreeExtension read(TlsReader r) {
    return new RatchetTreeExtension(
        r.list("ratchet_tree", in -> in.optional("ratchet_tree", Node::readTagged)));
  }

  @Override
  public void write(TlsWriter w) {
    w.list(Lists.map(nodes, node -> (TlsStruct) out -> writeSlot(node, out)));
  }

  private static void writeSlot(Optional<Node> node, TlsWriter w) {
    w.uint8(node.isPresent() ? 1 : 0);
    node.ifPresent(n -> n.writeTagged(w));
  }
}
