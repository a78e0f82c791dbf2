package dev.claviger.hsm.vendor;

import dev.claviger.hsm.cryptoki.ModuleInfo;
import dev.claviger.hsm.cryptoki.TokenInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses the files that fit a token. The generic one always does; what follows overrides what
 * comes before: files that know the token's maker, files that know the library (a transport such as
 * p11-kit's stands before somebody else's token), the operator's own.
 *
 * @param chosen by the operator, instead of by what the token says of itself
 * @param own the operator's file
 */
public record Vendors(Optional<String> chosen, Optional<VendorFile> own) {
  /** The files that come with Claviger, the generic one first. */
  public static final List<String> NAMES =
      List.of(
          "generic",
          "softhsm",
          "nss",
          "luna",
          "nshield",
          "cloudhsm",
          "yubihsm",
          "utimaco",
          "tpm2-pkcs11",
          "p11-kit");

  private static final List<VendorFile> FILES = NAMES.stream().map(Vendors::load).toList();

  /**
   * @throws IllegalArgumentException if there is no vendor of the chosen name, or a statement of
   *     the operator's file is not understood
   */
  public Vendors {
    chosen.ifPresent(Vendors::file);
    own.ifPresent(file -> VendorProfile.of(List.of(FILES.get(0), file)));
  }

  /** Whatever the token says of itself, and nothing of the operator's. */
  public static Vendors standard() {
    return new Vendors(Optional.empty(), Optional.empty());
  }

  /**
   * One of {@link #NAMES}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static VendorFile file(String name) {
    return FILES.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no vendor is called \"" + name + "\"; there are " + NAMES));
  }

  /** What can be known before the library is asked anything: how to initialise it. */
  public VendorProfile ofLibrary(Path library) {
    return merge(file -> false, library);
  }

  /** What is known of a token. */
  public VendorProfile ofToken(Path library, ModuleInfo module, TokenInfo token) {
    return merge(file -> isMaker(file, module, token), library);
  }

  private VendorProfile merge(Predicate<VendorFile> isMaker, Path library) {
    List<VendorFile> files = new ArrayList<>();
    files.add(FILES.get(0));
    if (chosen.isPresent()) {
      files.add(file(chosen.get()));
    } else {
      FILES.stream().filter(isMaker).forEach(files::add);
      FILES.stream()
          .filter(file -> fits(file, VendorFile.LIBRARY, fileName(library)))
          .filter(file -> !files.contains(file))
          .forEach(files::add);
    }
    own.ifPresent(files::add);
    return VendorProfile.of(files);
  }

  /** One that names the maker or the model or both, and is right in what it names. */
  private static boolean isMaker(VendorFile file, ModuleInfo module, TokenInfo token) {
    boolean maker =
        fits(file, VendorFile.MANUFACTURER, token.manufacturer())
            || fits(file, VendorFile.MANUFACTURER, module.manufacturer());
    boolean model = fits(file, VendorFile.MODEL, token.model());
    if (!file.statements().containsKey(VendorFile.MODEL)) {
      return maker;
    }
    return model && (maker || !file.statements().containsKey(VendorFile.MANUFACTURER));
  }

  /** Patterns are separated by commas; an asterisk stands for any text, case for nothing. */
  private static boolean fits(VendorFile file, String key, String text) {
    Statement statement = file.statements().get(key);
    if (statement == null) {
      return false;
    }
    for (String glob : statement.value().split("\\s*,\\s*", -1)) {
      String regex = ("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q");
      if (Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String fileName(Path library) {
    Path name = library.getFileName();
    return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
  }

  private static VendorFile load(String name) {
    String resource = name + ".properties";
    try (InputStream in = Vendors.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the vendor file " + resource + " is not in this jar");
      }
      return VendorFile.read(name, new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
