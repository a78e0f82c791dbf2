package dev.claviger.conformance.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.conformance.Loudly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser says of a page at one width; lengths in CSS pixels.
 *
 * @param rows of tables
 * @param stickingOut texts that go beyond the page, their box or their drawing
 * @param overlaps texts of one drawing that lie upon each other
 * @param smallestText the height of a line of it
 * @param contrast the least that a text has (WCAG 2.2 §1.4.3)
 * @param lineContrast the least that a curve has (WCAG 2.2 §1.4.11)
 * @param scheme dark or light
 */
public record PageLayout(
    int scrollWidth,
    int rows,
    int stickingOut,
    int overlaps,
    double smallestText,
    double contrast,
    double lineContrast,
    String scheme) {
  /** A telephone, a tablet and a desk. */
  public static final List<Integer> WIDTHS = List.of(320, 768, 1265);

  /** WCAG 2.2 §1.4.3 and §1.4.11, level AA. */
  public static final double TEXT_CONTRAST = 4.5;

  public static final double LINE_CONTRAST = 3;

  /** What an option of the browser calls dark, and light. */
  private static final String SCHEME = "--blink-settings=preferredColorScheme=";

  /** Measures the page that it is in, and tells the page around that. */
  private static final String MEASURE =
      """
      <script>addEventListener('load', () => {
        const width = document.documentElement.clientWidth;
        const shown = element => element.getClientRects().length > 0;
        const all = what => [...document.querySelectorAll(what)].filter(shown);
        const rgb = text => text.match(/[0-9.]+/g).map(Number);
        const light = color => rgb(color).slice(0, 3).map(v => v / 255)
          .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = element => {
          const own = getComputedStyle(element).backgroundColor;
          return rgb(own).length === 4 && rgb(own)[3] === 0 ? ground(element.parentElement) : own;
        };
        const contrast = (element, property) => {
          const both = [light(getComputedStyle(element)[property]), light(ground(element))];
          return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        };
        const least = numbers => Math.min(999, ...numbers).toFixed(2);
        const texts = all('h1,h2,p,b,span,th,td,li,dt,dd');
        const drawn = all('svg text');
        const sticksOut = e => e.getBoundingClientRect().right > width + 1
          || e.getBoundingClientRect().left < 0 || e.scrollWidth > e.clientWidth + 1;
        const leaves = e => {
          const inner = e.getBoundingClientRect(), outer = e.ownerSVGElement.getBoundingClientRect();
          return inner.left < outer.left - 1 || inner.right > outer.right + 1
            || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
        };
        const meet = (a, b) => {
          const one = a.getBoundingClientRect(), other = b.getBoundingClientRect();
          return a.ownerSVGElement === b.ownerSVGElement
            && one.left < other.right - 1 && other.left < one.right - 1
            && one.top < other.bottom - 1 && other.top < one.bottom - 1;
        };
        const size = e => parseFloat(getComputedStyle(e).fontSize)
          * (e.ownerSVGElement ? e.getScreenCTM().a : 1);
        parent.postMessage([width,
          document.documentElement.scrollWidth,
          all('tbody tr').length,
          texts.filter(e => e.clientWidth > 0 && sticksOut(e)).length + drawn.filter(leaves).length,
          drawn.filter((e, i) => drawn.slice(0, i).some(other => meet(e, other))).length,
          least([...texts, ...drawn].map(size)),
          least([...texts.map(e => contrast(e, 'color')), ...drawn.map(e => contrast(e, 'fill'))]),
          least(all('svg polyline').map(e => contrast(e, 'stroke'))),
          light(ground(document.body)) < 0.5 ? 'dark' : 'light'].join(' '), '*');
      });</script>
      """;

  private static final String LISTEN =
      "<!DOCTYPE html><script>addEventListener('message', e => {"
          + " const p = document.createElement('p'); p.textContent = 'measured ' + e.data;"
          + " document.body.append(p); });</script><body>";

  private static final Pattern MEASURED =
      Pattern.compile(
          "measured (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) ([0-9.]+) ([0-9.]+) ([0-9.]+) (dark|light)");

  /**
   * By width. The page is in a frame of each width, since a browser's window has a least one. Says
   * loudly that it did not run where there is no browser.
   *
   * @param folder an empty one
   */
  public static Map<Integer, PageLayout> of(String page, String scheme, Path folder)
      throws IOException, InterruptedException {
    Path browser = Chromium.find().orElse(null);
    if (browser == null) {
      Loudly.notRun("a page in a browser", "chromium is not installed");
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
    Map<Integer, PageLayout> layouts = new TreeMap<>();
    for (Matcher found = MEASURED.matcher(dom); found.find(); ) {
      layouts.put(Integer.parseInt(found.group(1)), layout(found));
    }
    assertEquals(List.copyOf(WIDTHS), List.copyOf(layouts.keySet()), dom);
    return layouts;
  }

  private static PageLayout layout(Matcher found) {
    return new PageLayout(
        Integer.parseInt(found.group(2)),
        Integer.parseInt(found.group(3)),
        Integer.parseInt(found.group(4)),
        Integer.parseInt(found.group(5)),
        Double.parseDouble(found.group(6)),
        Double.parseDouble(found.group(7)),
        Double.parseDouble(found.group(8)),
        found.group(9));
  }
}
