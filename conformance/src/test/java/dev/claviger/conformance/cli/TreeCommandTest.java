package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
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
    Document picture =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(svg.toFile());
    assertEquals(4, picture.getElementsByTagName("rect").getLength());
    assertEquals(3, picture.getElementsByTagName("ellipse").getLength());
    assertEquals(6, picture.getElementsByTagName("line").getLength());
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
  void fileThatIsNoTree_isRefusedInOneLine() throws IOException {
    CommandRun run = CommandRun.of("tree", write(new byte[] {1, 2, 3}).toString());
    assertEquals(1, run.exit());
    assertEquals(1, run.err().lines().count(), run::err);
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
