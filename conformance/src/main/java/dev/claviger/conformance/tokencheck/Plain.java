package dev.claviger.conformance.tokencheck;

/** Text from a token, whose labels and messages may hold anything, fit for one line. */
public final class Plain {
  private static final int REPLACEMENT = 0xFFFD;

  private Plain() {}

  /** White space becomes a blank; what controls a terminal or the order of reading is replaced. */
  public static String line(String text) {
    return text.codePoints()
        .map(Plain::shown)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /** What a failure says of itself, in a line. */
  public static String line(Throwable failure) {
    String message = failure.getMessage();
    return line(message == null || message.isBlank() ? failure.toString() : message);
  }

  private static int shown(int codePoint) {
    if (Character.isWhitespace(codePoint)) {
      return ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
          REPLACEMENT;
      default -> codePoint;
    };
  }
}
