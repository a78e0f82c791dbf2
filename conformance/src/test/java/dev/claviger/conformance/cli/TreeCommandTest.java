package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.provider.MlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class TreeCommandTest {
  @TempDir private Path folder;

  @Test
  void treeOfAGroupInfo_isShownAsTextAndAsAPicture() throws Exception {
    Path file = write(group().groupInfo(true));
    Path svg = folder.resolve("tree.svg");
    CommandRun run = CommandRun.of("tree", file.toString(), "--svg", svg.toString());
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().startsWith("4 leaves, 4 members"), run::out);
    assertTrue(run.out().contains("node 5: blank"), run::out);
    assertTrue(run.out().contains("unmerged 3"), run::out);
    Document picture = parse(svg);
    assertEquals(4, picture.getElementsByTagName("rect").getLength());
    assertEquals(3, picture.getElementsByTagName("ellipse").getLength());
    assertEquals(6, picture.getElementsByTagName("line").getLength());
    assertEquals(1, count(picture, "//*[@id='node-5']/*[@class='blank']"));
    assertEquals(1, count(picture, "//line[@class='unmerged']"));
    assertEquals(
        "node 3, key " + keyOf(run.out(), "node 3") + ", held by 0-2, unmerged 3",
        text(picture, "//*[@id='node-3']/title"));
    assertFalse(Files.readString(svg).contains("<script"));
    assertTrue(Files.readString(svg).contains("&lt;script"));
  }

  @Test
  void bareTree_isShown() throws IOException {
    CommandRun run = CommandRun.of("tree", write(group().ratchetTree().toByteArray()).toString());
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains("alice"), run::out);
  }

  @Test
  void pathOfAMember_isMarked() throws Exception {
    Path file = write(group().groupInfo(true));
    Path svg = folder.resolve("path.svg");
    CommandRun run = CommandRun.of("tree", file.toString(), "--leaf", "2", "--svg", svg.toString());
    assertEquals(0, run.exit(), run::err);
    assertEquals(
        List.of("* node 3", "* node 5", "* leaf 2"),
        run.out()
            .lines()
            .map(String::strip)
            .filter(l -> l.startsWith("*"))
            .map(l -> l.replaceAll(":.*", ""))
            .toList());
    Document picture = parse(svg);
    assertEquals(1, count(picture, "//*[@id='node-4']/*[@class='leaf own']"));
    assertEquals(1, count(picture, "//*[@id='node-5']/*[@class='blank own']"));
    assertEquals(1, count(picture, "//*[@id='node-3']/*[@class='unmerged own']"));
    assertEquals(2, count(picture, "//line[@class='own']"));
    assertEquals(2, CommandRun.of("tree", file.toString(), "--leaf", "4").exit());
  }

  @Test
  void treeOfAThousand_isDrawnCompactly_withEveryNodeInIt() throws Exception {
    Path file = write(thousand());
    Path svg = folder.resolve("large.svg");
    CommandRun run = CommandRun.of("tree", file.toString(), "--svg", svg.toString());
    assertEquals(0, run.exit(), run::err);
    Document picture = parse(svg);
    assertEquals(2047, count(picture, "//*[starts-with(@id, 'node-')]"));
    assertEquals(2046, picture.getElementsByTagName("line").getLength());
    assertEquals(1000, count(picture, "//rect[@class='leaf']"));
    assertEquals(24, count(picture, "//rect[@class='blank']"));
    assertEquals(
        "leaf 999, member 999, key " + keyOf(run.out(), "leaf 999") + ", held by 999",
        text(picture, "//*[@id='node-1998']/title"));
    int width = Integer.parseInt(picture.getDocumentElement().getAttribute("width"));
    assertTrue(width < 16 * 1024, () -> "14 pixels for each leaf, not " + width);
    assertTrue(Files.size(svg) < 1_000_000, "a megabyte at most");
  }

  @Test
  void fileThatIsNoTree_isRefusedInOneLine() throws IOException {
    CommandRun run = CommandRun.of("tree", write(new byte[] {1, 2, 3}).toString());
    assertEquals(1, run.exit());
    assertEquals(1, run.err().lines().count(), run::err);
  }

  private static Document parse(Path svg) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(svg.toFile());
  }

  private static int count(Document picture, String path) throws Exception {
    return Integer.parseInt(text(picture, "count(" + path + ")"));
  }

  private static String text(Document picture, String path) throws Exception {
    return XPathFactory.newDefaultInstance().newXPath().evaluate(path, picture);
  }

  /** The key that the text shows for a node. */
  private static String keyOf(String out, String node) {
    String line =
        out.lines().filter(l -> l.strip().startsWith(node + ":")).findFirst().orElseThrow();
    return line.replaceAll(".*key ([0-9a-f]+).*", "$1");
  }

  /** The leaves of a thousand members, under blank parents, the last ones blank as well. */
  private static byte[] thousand() {
    SoftwareVault vault = SoftwareVault.create();
    MlsClient client =
        MlsClient.builder()
            .suite(suite())
            .credential(Credential.basic("member"))
            .vault(vault)
            .build();
    LeafNode leaf = client.keyPackage().leafNode();
    List<Optional<Node>> nodes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      LeafNodeContent content = leaf.content();
      nodes.add(
          Optional.of(
              new LeafNode(
                  new LeafNodeContent(
                      content.encryptionKey(),
                      content.signatureKey(),
                      Credential.basic("member " + i),
                      content.capabilities(),
                      content.leafNodeSource(),
                      content.extensions()),
                  leaf.signature())));
      nodes.add(Optional.empty());
    }
    nodes.remove(nodes.size() - 1);
    return new RatchetTreeExtension(nodes).encode().toByteArray();
  }

  /** Alice, Bob, Carol, and one with markup for a name who is not merged yet. */
  private static Group group() {
    Group alice = client("alice").createGroup();
    alice
        .commit()
        .add(client("bob").keyPackage())
        .add(client("carol").keyPackage())
        .update()
        .build()
        .accept();
    alice.commit().add(client("<script>").keyPackage()).build().accept();
    return alice;
  }

  private static MlsClient client(String name) {
    return MlsClient.builder()
        .suite(suite())
        .credential(Credential.basic(name))
        .vault(SoftwareVault.create())
        .build();
  }

  private static CipherSuite suite() {
    try {
      return CipherSuite.getInstance("2", MlsProvider.standard());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "tree", ".bin"), content);
  }
}
