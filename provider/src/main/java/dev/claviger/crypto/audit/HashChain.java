package dev.claviger.crypto.audit;

import dev.claviger.crypto.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of which each holds the hash of the one before it and, last, its own. A changed, inserted
 * or missing line breaks the chain; lines that are missing at the end do not, so whoever wants to
 * notice that keeps number and hash of the last line elsewhere.
 */
public final class HashChain {
  static final String NOTHING_BEFORE = "0".repeat(64);

  private static final Pattern LINE =
      Pattern.compile(
          "(\\{\"n\":\"(\\d+)\",.*,\"previous\":\"([0-9a-f]{64})\"),\"hash\":\"([0-9a-f]{64})\"}");

  private HashChain() {}

  /** What a look at a whole file found. */
  public sealed interface Verdict {
    /**
     * @param lines how many there are
     * @param head the hash of the last line; 64 zeros if there is none
     */
    record Whole(long lines, String head) implements Verdict {}

    /**
     * @param line which is the first that is wrong, from 1
     */
    record Broken(long line, String reason) implements Verdict {}
  }

  /** A line to be written, and the hash at its end. */
  record Line(String text, String hash) {}

  /** One line that is right in itself. */
  record Link(long number, String previous, String hash) {}

  /**
   * Looks at every line of a file.
   *
   * @throws IOException if it cannot be read
   */
  public static Verdict verify(Path file) throws IOException {
    return verify(file, 0, NOTHING_BEFORE);
  }

  /**
   * The same of a file of which an earlier head was kept elsewhere: lines that are missing at its
   * end show too.
   *
   * @param lines how many there were then
   * @param known the hash of the last of them
   */
  public static Verdict verify(Path file, long lines, String known) throws IOException {
    String head = NOTHING_BEFORE;
    long count = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        count++;
        Link link = link(line);
        if (link == null) {
          return new Verdict.Broken(count, "it was changed, or is not whole");
        }
        if (link.number() != count || !link.previous().equals(head)) {
          return new Verdict.Broken(
              count, "it does not follow the line before it: lines are missing, added or moved");
        }
        head = link.hash();
        if (count == lines && !head.equals(known)) {
          return new Verdict.Broken(count, "it is not the line that was there");
        }
      }
    }
    if (count < lines) {
      return new Verdict.Broken(count + 1, "it and all after it are missing");
    }
    return new Verdict.Whole(count, head);
  }

  /** The line that comes after another. */
  static Line line(long number, String members, String previous) {
    String body =
        "{"
            + AuditLine.member("n", Long.toString(number))
            + ","
            + members
            + ","
            + AuditLine.member("previous", previous);
    String hash = hash(body);
    return new Line(body + "," + AuditLine.member("hash", hash) + "}", hash);
  }

  /** Null if the line is not one of ours or its hash is wrong. */
  static Link link(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || !hash(matcher.group(1)).equals(matcher.group(4))) {
      return null;
    }
    return new Link(Long.parseLong(matcher.group(2)), matcher.group(3), matcher.group(4));
  }

  private static String hash(String body) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Bytes.wrap(sha256.digest(body.getBytes(StandardCharsets.UTF_8))).toHex();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
