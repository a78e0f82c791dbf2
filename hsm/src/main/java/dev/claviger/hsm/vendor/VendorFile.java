package dev.claviger.hsm.vendor;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vendor's statements as a file gives them, in the form of {@link Properties}: {@code key = value
 * [basis: where from]}.
 *
 * <pre>
 * eddsa = 0x80000C03 [documented: the vendor's header]
 * </pre>
 *
 * @param name for a reader: {@code luna}, or an operator's path
 */
public record VendorFile(String name, Map<String, Statement> statements) {
  static final String LIBRARY = "match.library";
  static final String MANUFACTURER = "match.manufacturer";
  static final String MODEL = "match.model";
  static final String GENERATE = "generate.";
  static final String NOTE = "note.";
  static final String ECDSA = "ecdsa";
  static final String EDDSA = "eddsa";
  static final String ECDH = "ecdh";
  static final String HKDF_PREFIX = "hkdf.prefix";
  static final String HKDF_JOIN = "hkdf.join";
  static final String HKDF_DATA = "hkdf.data";
  static final String HKDF_DERIVE = "hkdf.derive";
  static final String INITIALIZE = "initialize";
  static final String LOCKING = "locking";
  static final String RECONNECT = "reconnect";
  static final String TRIAL = "trial";
  static final String UNTOLD = "untold";
  static final String PUBLIC_OMIT = "public.omit";

  private static final Set<String> KEYS =
      Set.of(
          LIBRARY,
          MANUFACTURER,
          MODEL,
          ECDSA,
          EDDSA,
          ECDH,
          HKDF_PREFIX,
          HKDF_JOIN,
          HKDF_DATA,
          HKDF_DERIVE,
          INITIALIZE,
          LOCKING,
          RECONNECT,
          TRIAL,
          UNTOLD,
          PUBLIC_OMIT);

  private static final Pattern STATEMENT =
      Pattern.compile("(.*?)\\s*\\[(tried|documented|untried)(?::\\s*([^\\]]*))?\\]");

  public VendorFile {
    statements = Map.copyOf(statements);
  }

  /**
   * An operator's file.
   *
   * @throws IllegalArgumentException if it cannot be read, or a statement is not understood
   */
  public static VendorFile read(Path path) {
    try (Reader reader = Files.newBufferedReader(path)) {
      return read(path.toString(), reader);
    } catch (IOException e) {
      throw new IllegalArgumentException("the vendor file " + path + " cannot be read", e);
    }
  }

  static VendorFile read(String name, Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    Map<String, Statement> statements = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!KEYS.contains(key) && !key.startsWith(GENERATE) && !key.startsWith(NOTE)) {
        throw new IllegalArgumentException(
            "the vendor file " + name + " has a statement that is not understood: " + key);
      }
      statements.put(key, statement(name, key, properties.getProperty(key)));
    }
    return new VendorFile(name, statements);
  }

  private static Statement statement(String name, String key, String text) {
    Matcher matcher = STATEMENT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the vendor file "
              + name
              + " does not say what \""
              + key
              + "\" rests on; end it with [tried], [documented] or [untried]");
    }
    Basis basis = Basis.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
    String where = matcher.group(3) == null ? "" : matcher.group(3);
    return new Statement(matcher.group(1), basis, where);
  }
}
