package dev.claviger.keystore;

import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultOpener;
import dev.claviger.crypto.key.VaultSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which vaults a key store is over, as a file of properties. It holds no secret, and is refused if
 * it seems to.
 *
 * <pre>
 * vaults = hsm, local          # by names of one's own; looked through in this order
 * generate = hsm               # where keys are made: the first one, if this is not said
 * certificates = names.txt     # for vaults that keep no names and certificates themselves
 *
 * hsm.kind = pkcs11            # who opens it: a VaultOpener
 * hsm.library = /usr/lib/softhsm/libsofthsm2.so
 * hsm.token = mls
 * hsm.pinFile = pin            # 0600; without it the PIN is the key store's password
 *
 * local.kind = sealed
 * local.file = keys.sealed
 * local.vault = hsm            # sealed under a key in that token
 * </pre>
 *
 * Relative paths start from the file's folder, or from the working directory if it was read from a
 * stream.
 */
public final class VaultConfiguration {
  private static final int MOST_BYTES = 64 * 1024;
  private static final Set<String> SECRETS = Set.of("pin", "password", "passphrase", "secret");

  private final Path folder;
  private final Map<String, Map<String, String>> vaults;
  private final String generate;
  private final Optional<Path> certificates;

  private VaultConfiguration(
      Path folder,
      Map<String, Map<String, String>> vaults,
      String generate,
      Optional<Path> certificates) {
    this.folder = folder;
    this.vaults = vaults;
    this.generate = generate;
    this.certificates = certificates;
  }

  /**
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not understood; the message says what
   */
  public static VaultConfiguration read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + " is too long to be a configuration");
    }
    return parse(Files.readAllBytes(file), file.toAbsolutePath().getParent());
  }

  /**
   * @param folder what relative paths start from
   * @throws IllegalArgumentException if it is not understood; the message says what
   */
  static VaultConfiguration parse(byte[] text, Path folder) {
    Properties properties = new Properties();
    try {
      properties.load(
          new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException("no file of properties", e);
    }
    Map<String, Map<String, String>> vaults = new LinkedHashMap<>();
    for (String name : property(properties, "vaults").split("\\s*,\\s*", -1)) {
      if (!name.matches("[A-Za-z0-9_-]+") || vaults.put(name, new LinkedHashMap<>()) != null) {
        throw new IllegalArgumentException("vaults are named once, by letters and digits: " + name);
      }
    }
    String generate = properties.getProperty("generate", vaults.keySet().iterator().next()).strip();
    if (!vaults.containsKey(generate)) {
      throw new IllegalArgumentException("generate is not one of the vaults: " + generate);
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (!Set.of("vaults", "generate", "certificates").contains(key)) {
        setting(vaults, key, properties.getProperty(key).strip());
      }
    }
    return new VaultConfiguration(
        folder,
        vaults,
        generate,
        Optional.ofNullable(properties.getProperty("certificates"))
            .map(String::strip)
            .map(folder::resolve));
  }

  /** Opens all vaults; if one cannot be, none stays open. */
  Opened open(PasswordSource password) {
    Map<String, KeyVault> open = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Map<String, String>> vault : vaults.entrySet()) {
        open.put(vault.getKey(), open(vault.getKey(), vault.getValue(), password, open));
      }
      Optional<KeyBindings> otherwise = certificates.map(BindingsFile::new);
      List<Shelf> shelves =
          open.values().stream().map(vault -> Shelf.of(vault, otherwise)).toList();
      return new Opened(new Contents(shelves, open.get(generate)), reversed(open));
    } catch (RuntimeException e) {
      reversed(open).forEach(KeyVault::close);
      throw e;
    }
  }

  /**
   * The vaults of a configuration.
   *
   * @param vaults to be closed, in this order
   */
  record Opened(Contents contents, List<KeyVault> vaults) {}

  private KeyVault open(
      String name,
      Map<String, String> values,
      PasswordSource password,
      Map<String, KeyVault> before) {
    Map<String, String> rest = new LinkedHashMap<>(values);
    String kind = rest.remove("kind");
    if (kind == null) {
      throw new IllegalArgumentException(name + ".kind is not set");
    }
    return opener(kind)
        .open(
            new VaultSettings(
                name,
                rest,
                folder,
                () -> password.get(name),
                other -> Optional.ofNullable(before.get(other))));
  }

  /** By the loader of this class: keytool's -providerPath is on no other. */
  private static VaultOpener opener(String kind) {
    List<VaultOpener> all =
        ServiceLoader.load(VaultOpener.class, VaultConfiguration.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return all.stream()
        .filter(opener -> opener.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nobody here opens vaults of kind "
                        + kind
                        + ", only of "
                        + all.stream().map(VaultOpener::kind).collect(Collectors.joining(", "))
                        + "; is the module that does on the path?"));
  }

  private static void setting(Map<String, Map<String, String>> vaults, String key, String value) {
    int dot = key.indexOf('.');
    String vault = dot < 0 ? "" : key.substring(0, dot);
    if (!vaults.containsKey(vault)) {
      throw new IllegalArgumentException(key + " is no setting of one of " + vaults.keySet());
    }
    String setting = key.substring(dot + 1);
    if (SECRETS.contains(setting)) {
      throw new IllegalArgumentException(
          key
              + ": no secret stands in a configuration; name a file of mode 0600 ("
              + key
              + "File), or give it as the key store's password");
    }
    vaults.get(vault).put(setting, value);
  }

  private static String property(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set: no configuration of vaults");
    }
    return value.strip();
  }

  private static List<KeyVault> reversed(Map<String, KeyVault> open) {
    List<KeyVault> vaults = new ArrayList<>(open.values());
    java.util.Collections.reverse(vaults);
    return vaults;
  }

  @Override
  public String toString() {
    return "VaultConfiguration" + vaults.keySet();
  }
}
