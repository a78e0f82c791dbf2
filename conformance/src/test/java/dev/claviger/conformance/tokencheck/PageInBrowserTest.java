package dev.claviger.conformance.tokencheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.browser.PageLayout;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The report as a browser lays it out: on a telephone, a tablet and a desk, by day and by night.
 */
class PageInBrowserTest {
  private static final int ROWS = 21;

  @TempDir Path folder;

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
      Map<Integer, PageLayout> layouts = PageLayout.of(page, "light", folder);
      assertTrue(layouts.get(320).scrollWidth() > 320, layouts::toString);
      assertTrue(layouts.get(320).stickingOut() > 0, layouts::toString);
      assertTrue(layouts.get(1265).contrast() < PageLayout.TEXT_CONTRAST, layouts::toString);
    }
  }

  private void assertLegible(TokenReport report, String scheme)
      throws IOException, InterruptedException {
    Map<Integer, PageLayout> layouts = PageLayout.of(HtmlReport.page(report), scheme, folder);
    layouts.forEach(
        (width, layout) -> {
          assertEquals(scheme, layout.scheme());
          assertTrue(layout.scrollWidth() <= width, layouts::toString);
          assertEquals(ROWS, layout.rows(), layouts::toString);
          assertEquals(0, layout.stickingOut(), layouts::toString);
          assertTrue(layout.contrast() >= PageLayout.TEXT_CONTRAST, layouts::toString);
        });
  }
}
