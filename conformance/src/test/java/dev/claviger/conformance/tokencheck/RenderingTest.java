package dev.claviger.conformance.tokencheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class RenderingTest {
  private static final String EVIL = "<b>&\"' ]]> <script>alert(1)</script>";

  @Test
  void json_readsBackAsTheSameReport() {
    TokenReport report = evil(EVIL);
    assertEquals(report, JsonReport.parse(JsonReport.text(report)));
    assertThrows(IllegalArgumentException.class, () -> JsonReport.parse("{}"));
    assertThrows(IllegalArgumentException.class, () -> JsonReport.parse("nothing"));
  }

  @Test
  void page_isWellFormed_andShowsALabelAsItIs() throws Exception {
    TokenReport report = evil(EVIL);
    Document page = parse(HtmlReport.page(report));
    assertEquals(EVIL, page.getElementsByTagName("h1").item(0).getTextContent());
    assertEquals("Token check: " + EVIL, text(page, "title"));
    assertEquals(0, page.getElementsByTagName("script").getLength());
    assertEquals(report.suites().size(), page.getElementsByTagName("b").getLength());
    assertEquals(report.suites().get(0).verdict(), text(page, "span"));
    assertEquals(
        3 * report.suites().size() * Matrix.header().size(),
        page.getElementsByTagName("td").getLength());
  }

  @Test
  void page_needsNothingButItself() {
    String page = HtmlReport.page(evil("token"));
    for (String outside :
        List.of("http:", "https:", "url(", "@import", " src=", " href=", "<link")) {
      assertFalse(page.contains(outside), outside);
    }
  }

  @Test
  void controlCharacters_ofAToken_reachNoReader() throws Exception {
    TokenReport report = evil("to\u001b[31mken\n\u202eX\u0000\ud800");
    assertEquals("to\uFFFD[31mken \uFFFDX\uFFFD\uFFFD", report.token());
    assertEquals(report.token(), text(parse(HtmlReport.page(report)), "h1"));
    assertTrue(TextReport.lines(report).stream().noneMatch(line -> line.contains("\u001b")));
  }

  @Test
  void text_showsTheMatrix_theFailures_andTheVerdicts() {
    List<String> lines = TextReport.lines(evil("token"));
    assertTrue(lines.get(0).startsWith("suite   key        mechanism"), lines.get(0));
    assertTrue(lines.get(2).startsWith("0x0001  init       -"), lines.get(2));
    assertTrue(lines.contains("0x0001 init key, offered: " + FaultyVault.SAYS_SO), lines::toString);
    assertTrue(lines.contains("0x0001: signature only, no X25519"), lines::toString);
    assertTrue(
        lines.contains("In none of the 2 suites can all keys of a member live on token."),
        lines::toString);
    assertEquals("Nothing is left behind: keys before 0, after 0.", lines.get(lines.size() - 1));
  }

  /** The report on a fake of that name, which only signs. */
  private static TokenReport evil(String name) {
    try (KeyVault vault = SoftwareVault.create()) {
      KeyVault fake = FaultyVault.named(FaultyVault.signingOnly(vault), name);
      Effort effort = new Effort(Duration.ofMillis(1), 2, Effort.PATIENCE);
      return TokenCheck.run(fake, effort, CipherSuiteId.rfc9420().subList(0, 2));
    }
  }

  private static String text(Document page, String element) {
    return page.getElementsByTagName(element).item(0).getTextContent();
  }

  private static Document parse(String page)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }
}
