package dev.claviger.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.vectors.RawKeys;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.UpdatePath;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TreeKemVectorsTest {
  private static final String LEAF_SEED =
      "sixty-four bytes or so to derive the key of a leaf of ours from";

  /** The others' paths are processed by everybody; of ours, a few show as much. */
  private static final int OUR_PATHS_ARE_PROCESSED_BY = 4;

  @Test
  void updatePathsOfTheVectorsAreProcessed_andOursAreToo() {
    StreamSupport.stream(Vectors.read("treekem.json").spliterator(), true)
        .forEach(vector -> new Scenario(vector).run());
  }

  private record Member(
      LeafIndex index, HpkeKeyPair leafKey, PrivateKey signatureKey, PathKeys keys) {}

  private static final class Scenario {
    private final JsonNode vector;
    private final CipherSuite suite;
    private final RatchetTree tree;
    private final Map<Integer, Member> members = new HashMap<>();

    Scenario(JsonNode vector) {
      this.vector = vector;
      suite = Vectors.suite(vector);
      tree = TreeOperationsVectorsTest.tree(vector, "ratchet_tree");
      vector.get("leaves_private").forEach(this::addMember);
    }

    void run() {
      for (JsonNode path : vector.get("update_paths")) {
        LeafIndex sender = new LeafIndex(path.get("sender").intValue());
        UpdatePath update =
            TlsReader.decode(Vectors.bytes(path, "update_path"), "UpdatePath", UpdatePath::read);
        ReceivedPath received = ReceivedPath.merge(tree.edit(), sender, update, Set.of());
        assertEquals(Vectors.bytes(path, "tree_hash_after"), received.tree().rootHash());
        process(received, sender, Vectors.secret(path, "commit_secret"), members.size());
        createOwn(sender);
      }
    }

    private void createOwn(LeafIndex sender) {
      Member member = members.get(sender.value());
      LeafNode old = tree.leaf(sender).orElseThrow();
      HpkeKeyPair fresh = suite.deriveKeyPair(Secret.copyOf(Bytes.utf8(LEAF_SEED)));
      LeafNodeContent content =
          new LeafNodeContent(
              fresh.publicKey(),
              old.signatureKey(),
              old.credential(),
              old.capabilities(),
              old.leafNodeSource(),
              old.extensions());
      try (CreatedPath created =
          CreatedPath.create(tree.edit(), sender, content, groupId(), member.signatureKey())) {
        UpdatePath update = created.seal(context(created.tree().rootHash()), Set.of());
        ReceivedPath received = ReceivedPath.merge(tree.edit(), sender, update, Set.of());
        assertEquals(created.tree().rootHash(), received.tree().rootHash());
        received.tree().leaf(sender).orElseThrow().verifySignature(suite, groupId(), sender);
        TreeCheck.checkParentHashes(received.tree());
        process(received, sender, created.commitSecret(), OUR_PATHS_ARE_PROCESSED_BY);
      }
    }

    private void process(
        ReceivedPath received, LeafIndex sender, Secret commitSecret, int receivers) {
      GroupContext context = context(received.tree().rootHash());
      members.values().stream()
          .filter(member -> !member.index().equals(sender))
          .limit(receivers)
          .forEach(
              member ->
                  assertEquals(
                      commitSecret,
                      received
                          .open(member.index(), member.leafKey(), member.keys(), context)
                          .commitSecret()));
    }

    private void addMember(JsonNode json) {
      LeafIndex index = new LeafIndex(json.get("index").intValue());
      LeafNode leaf = tree.leaf(index).orElseThrow();
      Map<NodeIndex, HpkeKeyPair> keys = new HashMap<>();
      for (JsonNode entry : json.get("path_secrets")) {
        NodeIndex node = new NodeIndex(entry.get("node").intValue());
        HpkeKeyPair pair = PathKeys.derive(suite, Vectors.secret(entry, "path_secret"));
        assertEquals(tree.node(node).orElseThrow().encryptionKey(), pair.publicKey());
        keys.put(node, pair);
      }
      members.put(
          index.value(),
          new Member(
              index,
              RawKeys.hpke(suite, Vectors.bytes(json, "encryption_priv"), leaf.encryptionKey()),
              RawKeys.signature(suite, Vectors.bytes(json, "signature_priv")),
              PathKeys.none().advance(keys, tree)));
    }

    private GroupContext context(Bytes treeHash) {
      return new GroupContext(
          suite.id(),
          groupId(),
          Vectors.uint64(vector, "epoch"),
          treeHash,
          Vectors.bytes(vector, "confirmed_transcript_hash"),
          List.of());
    }

    private GroupId groupId() {
      return new GroupId(Vectors.bytes(vector, "group_id"));
    }
  }
}
