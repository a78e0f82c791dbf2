package dev.claviger.hsm.vendor;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Der;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of one token, from the files that fit it.
 *
 * @param names of those files, the last one overriding
 * @param initialize the text that C_Initialize wants, with {@code {database}} in it
 * @param serialised whether the module must be called by one thread at a time
 * @param reinitialises whether a lost connection is got back by C_Finalize and C_Initialize only
 * @param lastingTrials whether keys to try an algorithm out with must be token objects
 * @param untold attributes (names) that the token is known to tell wrongly, or not, of good keys
 * @param publicOmitted attributes (names) that a public key's template must not speak of
 */
public record VendorProfile(
    List<String> names,
    TokenNumbers numbers,
    Optional<String> initialize,
    boolean serialised,
    boolean reinitialises,
    boolean lastingTrials,
    Set<String> untold,
    Set<String> publicOmitted) {
  private static final String DATABASE = "{database}";

  public VendorProfile {
    names = List.copyOf(names);
    untold = Set.copyOf(untold);
    publicOmitted = Set.copyOf(publicOmitted);
  }

  /**
   * @throws IllegalArgumentException if a statement's value is not understood, or one is missing
   */
  static VendorProfile of(List<VendorFile> files) {
    Map<String, Statement> statements = new TreeMap<>();
    files.forEach(file -> statements.putAll(file.statements()));
    Reading reading = new Reading(statements);
    return new VendorProfile(
        files.stream().map(VendorFile::name).toList(),
        reading.numbers(),
        Optional.ofNullable(statements.get(VendorFile.INITIALIZE)).map(Statement::value),
        reading.isSecond(VendorFile.LOCKING, "module", "one-thread"),
        reading.isSecond(VendorFile.RECONNECT, "keep", "reinitialize"),
        reading.isSecond(VendorFile.TRIAL, "session", "token"),
        reading.names(VendorFile.UNTOLD, Reading.EXCUSABLE),
        reading.names(VendorFile.PUBLIC_OMIT, Reading.OMISSIBLE));
  }

  /** The text for C_Initialize of a module that keeps its tokens there. */
  public Optional<String> initializeWith(String database) {
    String quoted = database.replace("\\", "\\\\").replace("'", "\\'");
    return initialize.map(text -> text.replace(DATABASE, quoted));
  }

  private record Reading(Map<String, Statement> statements) {
    /** Whether a key can leave is the token's word or nobody's: that is not excused. */
    private static final Set<String> EXCUSABLE =
        union(Set.of("CKA_LOCAL", "CKA_NEVER_EXTRACTABLE"), Cka.USES.keySet());

    /** What a public key may do is nobody's secret. */
    private static final Set<String> OMISSIBLE = Set.of("CKA_VERIFY", "CKA_ENCRYPT", "CKA_WRAP");

    TokenNumbers numbers() {
      Map<Curve, List<TokenNumbers.Generation>> generations = new EnumMap<>(Curve.class);
      for (Curve curve : Curve.values()) {
        generations.put(curve, generations(curve));
      }
      return new TokenNumbers(
          generations,
          number(VendorFile.ECDSA),
          number(VendorFile.EDDSA),
          number(VendorFile.ECDH),
          new TokenNumbers.Hkdf(
              number(VendorFile.HKDF_PREFIX),
              number(VendorFile.HKDF_JOIN),
              number(VendorFile.HKDF_DATA),
              number(VendorFile.HKDF_DERIVE)));
    }

    Set<String> names(String key, Set<String> allowed) {
      Set<String> names = new LinkedHashSet<>();
      for (String name : value(key).split("\\s*,\\s*", -1)) {
        if (allowed.contains(name)) {
          names.add(name);
        } else if (!name.equals("none")) {
          throw wrong(key, "none, or some of " + new TreeSet<>(allowed));
        }
      }
      return names;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
      Set<String> all = new LinkedHashSet<>(one);
      all.addAll(other);
      return Set.copyOf(all);
    }

    boolean isSecond(String key, String first, String second) {
      String value = value(key);
      if (!value.equals(first) && !value.equals(second)) {
        throw wrong(key, first + " or " + second);
      }
      return value.equals(second);
    }

    private List<TokenNumbers.Generation> generations(Curve curve) {
      String key = VendorFile.GENERATE + curve;
      List<TokenNumbers.Generation> ways = new ArrayList<>();
      String value = value(key);
      if (value.equals("none")) {
        return List.of();
      }
      for (String way : value.split("\\s*,\\s*", -1)) {
        String[] parts = way.split("\\s+", -1);
        if (parts.length != 2 || !(parts[1].equals("oid") || parts[1].equals("name"))) {
          throw wrong(key, "0xMECHANISM oid or 0xMECHANISM name, separated by commas, or none");
        }
        Bytes parameters =
            parts[1].equals("oid")
                ? Der.oid(curve.oid())
                : Der.printableString(printableName(curve));
        ways.add(new TokenNumbers.Generation(number(key, parts[0]), parameters));
      }
      return List.copyOf(ways);
    }

    /** The curveName of PKCS#11 3.0 §2.3.1. */
    private static String printableName(Curve curve) {
      String number = curve == Curve.ED25519 || curve == Curve.X25519 ? "25519" : "448";
      return (curve.isEdwards() ? "edwards" : "curve") + number;
    }

    private long number(String key) {
      return number(key, value(key));
    }

    private long number(String key, String text) {
      try {
        return Long.decode(text);
      } catch (NumberFormatException e) {
        throw wrong(key, "a number such as 0x1041");
      }
    }

    private String value(String key) {
      Statement statement = statements.get(key);
      if (statement == null) {
        throw new IllegalArgumentException("no vendor file says anything of \"" + key + "\"");
      }
      return statement.value();
    }

    private IllegalArgumentException wrong(String key, String wanted) {
      return new IllegalArgumentException(
          "the vendor files say " + key + " = " + value(key) + ", which must be " + wanted);
    }
  }
}
