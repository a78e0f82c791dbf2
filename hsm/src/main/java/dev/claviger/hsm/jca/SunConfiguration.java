package dev.claviger.hsm.jca;

import java.nio.file.Path;

/**
 * The configuration with which SunPKCS11 makes keys as a vault must: sensitive, not extractable,
 * recognisable as new. What it agrees is as sensitive where it can go on from it on the token, and
 * readable where it can only hand it over.
 */
public final class SunConfiguration {
  /** CKA_ID of a key that SunPKCS11 has just made and that has no name of its own yet. */
  static final String NEW_KEY_ID = "636c6176696765723a6e6577"; // claviger:new

  private SunConfiguration() {}

  /**
   * The text, as {@code Provider.configure} takes it behind {@code --} or from a file.
   *
   * @param functionList the library's entry point
   * @param sealed whether what is agreed stays on the token
   */
  public static String text(
      String name, Path library, String functionList, long slot, boolean sealed) {
    return String.join(
        "\n",
        "name = " + name.replaceAll("[^A-Za-z0-9]", "-"),
        "library = \"" + library + "\"",
        "functionList = " + functionList,
        "slot = " + slot,
        "attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {",
        "  CKA_TOKEN = false",
        "  CKA_PRIVATE = true",
        "  CKA_SENSITIVE = true",
        "  CKA_EXTRACTABLE = false",
        "  CKA_SIGN = true",
        "  CKA_DERIVE = true",
        "  CKA_DECRYPT = false",
        "  CKA_UNWRAP = false",
        "  CKA_ID = 0h" + NEW_KEY_ID,
        "}",
        "attributes(generate, CKO_PUBLIC_KEY, CKK_EC) = {",
        "  CKA_TOKEN = false",
        "  CKA_ID = 0h" + NEW_KEY_ID,
        "}",
        "attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {",
        "  CKA_TOKEN = false",
        "  CKA_SENSITIVE = " + sealed,
        "  CKA_EXTRACTABLE = " + !sealed,
        sealed ? "  CKA_DERIVE = true" : "",
        "}",
        "");
  }
}
