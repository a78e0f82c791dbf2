package dev.claviger.conformance.tokencheck;

/** Builds a page that is HTML and, for strict parsers, XML as well. All text is escaped. */
public final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Mark-up of our own, never of a token's. */
  public Html raw(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  /**
   * An element with text in it.
   *
   * @param tag with its attributes, as in {@code td class="no"}
   */
  public Html element(String tag, String text) {
    int end = tag.indexOf(' ');
    String name = end < 0 ? tag : tag.substring(0, end);
    out.append('<').append(tag).append('>').append(escape(text));
    out.append("</").append(name).append(">\n");
    return this;
  }

  /** The same of a name whose lines may end after each underscore. */
  Html name(String tag, String name) {
    out.append('<').append(tag).append('>').append(escape(name).replace("_", "_<wbr/>"));
    out.append("</").append(tag).append(">\n");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
