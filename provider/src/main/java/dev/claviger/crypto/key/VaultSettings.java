package dev.claviger.crypto.key;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of one vault in a configuration file, and where its PIN or passphrase comes from if
 * the settings do not say. No secret stands in a configuration. Used by one thread.
 */
public final class VaultSettings {
  private final String name;
  private final Map<String, String> values;
  private final Path folder;
  private final Supplier<Optional<char[]>> password;
  private final Function<String, Optional<KeyVault>> vaults;
  private final Set<String> read = new HashSet<>();

  /**
   * @param name what the configuration calls the vault
   * @param folder what relative paths start from
   * @param password asked for each time a PIN or passphrase is needed; gives a new array, which is
   *     wiped after use, or nothing
   * @param vaults the vaults of the configuration that are open already, by name
   */
  public VaultSettings(
      String name,
      Map<String, String> values,
      Path folder,
      Supplier<Optional<char[]>> password,
      Function<String, Optional<KeyVault>> vaults) {
    this.name = name;
    this.values = Map.copyOf(values);
    this.folder = folder;
    this.password = password;
    this.vaults = vaults;
  }

  public String name() {
    return name;
  }

  public Optional<String> get(String setting) {
    read.add(setting);
    return Optional.ofNullable(values.get(setting));
  }

  /**
   * @throws IllegalArgumentException if it is not set
   */
  public String require(String setting) {
    return get(setting)
        .orElseThrow(() -> new IllegalArgumentException(name + "." + setting + " is not set"));
  }

  /** A path, resolved against the configuration's folder. */
  public Optional<Path> path(String setting) {
    return get(setting).map(folder::resolve);
  }

  /**
   * @throws IllegalArgumentException if it is set and neither true nor false
   */
  public boolean flag(String setting) {
    String value = get(setting).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(name + "." + setting + " is true or false, not " + value);
    }
    return Boolean.parseBoolean(value);
  }

  /** The PIN or passphrase that came with the request to open; empty if none did. */
  public Optional<char[]> password() {
    return password.get();
  }

  /**
   * The vault that another one of the configuration rests on, which stands before it.
   *
   * @throws IllegalArgumentException if there is none of that name yet
   */
  public KeyVault vault(String other) {
    return vaults
        .apply(other)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " rests on the vault " + other + ", which is not listed before it"));
  }

  /**
   * To be called when all settings were read.
   *
   * @throws IllegalArgumentException if one was not: it is misspelt, or not for this kind of vault
   */
  public void requireAllRead() {
    Set<String> rest = new TreeSet<>(values.keySet());
    rest.removeAll(read);
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("not understood of the vault " + name + ": " + rest);
    }
  }

  /** Names only. */
  @Override
  public String toString() {
    return "VaultSettings[" + name + ", " + new TreeSet<>(values.keySet()) + "]";
  }
}
