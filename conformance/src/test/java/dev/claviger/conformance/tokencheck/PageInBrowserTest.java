package dev.claviger.conformance.tokencheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The report as a browser lays it out: on a telephone, a tablet and a desk, by day and by night.
 */
class PageInBrowserTest {
  private static final List<Integer> WIDTHS = List.of(320, 768, 1265);
  private static final int ROWS = 21;

  /** WCAG 2.2 §1.4.3, level AA. */
  private static final double CONTRAST = 4.5;

  /** What an option of the browser calls dark, and light. */
  private static final String SCHEME = "--blink-settings=preferredColorScheme=";

  /** Measures the page that it is in, and tells the page around that. */
  private static final String MEASURE =
      """
      <script>addEventListener('load', () => {
        const width = document.documentElement.clientWidth;
        const shown = element => element.getClientRects().length > 0;
        const rgb = text => text.match(/[0-9.]+/g).map(Number);
        const light = color => rgb(color).slice(0, 3).map(v => v / 255)
          .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = element => {
          const own = getComputedStyle(element).backgroundColor;
          return rgb(own).length === 4 && rgb(own)[3] === 0 ? ground(element.parentElement) : own;
        };
        const contrast = element => {
          const both = [light(getComputedStyle(element).color), light(ground(element))];
          return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        };
        const texts = [...document.querySelectorAll('h1,h2,p,b,span,th,td,li,dt,dd')].filter(shown);
        const sticksOut = e => e.getBoundingClientRect().right > width + 1
          || e.getBoundingClientRect().left < 0 || e.scrollWidth > e.clientWidth + 1;
        parent.postMessage([width,
          document.documentElement.scrollWidth,
          [...document.querySelectorAll('tbody tr')].filter(shown).length,
          texts.filter(e => e.clientWidth > 0 && sticksOut(e)).length,
          Math.min(...texts.map(contrast)).toFixed(2),
          light(ground(document.body)) < 0.5 ? 'dark' : 'light'].join(' '), '*');
      });</script>
      """;

  private static final String LISTEN =
      "<!DOCTYPE html><script>addEventListener('message', e => {"
          + " const p = document.createElement('p'); p.textContent = 'measured ' + e.data;"
          + " document.body.append(p); });</script><body>";

  private static final Pattern MEASURED =
      Pattern.compile("measured (\\d+) (\\d+) (\\d+) (\\d+) ([0-9.]+) (dark|light)");

  @TempDir Path folder;

  /** What a browser says of the page at one width, in CSS pixels. */
  private record Layout(
      int scrollWidth, int rows, int stickingOut, double contrast, String scheme) {}

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void goodReport_isLegible_atEveryWidth(String scheme) throws Exception {
    try (KeyVault vault = SoftwareVault.create()) {
      assertLegible(
          TokenCheck.run(vault, new Effort(Duration.ofMillis(1), 2, Effort.PATIENCE)), scheme);
    }
  }

  @Test
  void reportOfFailures_isLegible_atEveryWidth() throws Exception {
    try (KeyVault vault = SoftwareVault.create()) {
      KeyVault fake =
          FaultyVault.named(
              FaultyVault.undying(FaultyVault.disobedient(vault, "local")), "W".repeat(64));
      assertLegible(TokenCheck.run(fake, Effort.QUICK), "dark");
    }
  }

  /** That the test would see it: boxes wider than a telephone, and faint text. */
  @Test
  void pageThatIsTooWide_isSeenToBe() throws Exception {
    try (KeyVault vault = SoftwareVault.create()) {
      String page =
          HtmlReport.page(TokenCheck.run(vault, Effort.QUICK))
              .replace("</style>", ".box { width: 60rem } .faint { color: #ccc } </style>");
      Map<Integer, Layout> layouts = layouts(page, "light");
      assertTrue(layouts.get(320).scrollWidth() > 320, layouts::toString);
      assertTrue(layouts.get(320).stickingOut() > 0, layouts::toString);
      assertTrue(layouts.get(1265).contrast() < CONTRAST, layouts::toString);
    }
  }

  private void assertLegible(TokenReport report, String scheme)
      throws IOException, InterruptedException {
    Map<Integer, Layout> layouts = layouts(HtmlReport.page(report), scheme);
    layouts.forEach(
        (width, layout) -> {
          assertEquals(scheme, layout.scheme());
          assertTrue(layout.scrollWidth() <= width, layouts::toString);
          assertEquals(ROWS, layout.rows(), layouts::toString);
          assertEquals(0, layout.stickingOut(), layouts::toString);
          assertTrue(layout.contrast() >= CONTRAST, layouts::toString);
        });
  }

  /** In a frame of each width, since a browser's window has a least one. */
  private Map<Integer, Layout> layouts(String page, String scheme)
      throws IOException, InterruptedException {
    Path browser = Chromium.find().orElse(null);
    if (browser == null) {
      Loudly.notRun("the page of token check in a browser", "chromium is not installed");
    }
    Files.writeString(folder.resolve("page.html"), page.replace("</body>", MEASURE + "</body>"));
    List<String> frames = new ArrayList<>();
    for (int width : WIDTHS) {
      frames.add(
          "<iframe src=\"page.html\" style=\"border: 0; height: 30000px; width: "
              + width
              + "px\"></iframe>");
    }
    Path around =
        Files.writeString(folder.resolve("around.html"), LISTEN + String.join("", frames));
    String dom =
        Chromium.dumpDom(
            browser, around, folder.resolve("profile"), SCHEME + (scheme.equals("dark") ? 0 : 1));
    Map<Integer, Layout> layouts = new TreeMap<>();
    for (Matcher found = MEASURED.matcher(dom); found.find(); ) {
      layouts.put(
          Integer.parseInt(found.group(1)),
          new Layout(
              Integer.parseInt(found.group(2)),
              Integer.parseInt(found.group(3)),
              Integer.parseInt(found.group(4)),
              Double.parseDouble(found.group(5)),
              found.group(6)));
    }
    assertEquals(List.copyOf(WIDTHS), List.copyOf(layouts.keySet()), dom);
    return layouts;
  }
}
