package dev.claviger.keystore;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the vaults of a key store hold, by alias. A token is asked when everything is listed, and
 * when a name is not known; in between, names mean what they meant at the last look, so that a
 * listing of many keys does not ask for all of them once for each.
 *
 * <p>Nothing here is believed of a certificate but that its public key is the key's: other
 * processes may write to a token.
 */
final class Contents {
  private final List<Shelf> shelves;
  private final KeyVault newKeys;
  private Map<String, Found> keys = Map.of();
  private Map<String, X509Certificate> trusted = Map.of();

  /**
   * @param newKeys where keys are made, one of the shelves'; null if there are none
   */
  Contents(List<Shelf> shelves, KeyVault newKeys) {
    this.shelves = List.copyOf(shelves);
    this.newKeys = newKeys;
  }

  static Contents nothing() {
    return new Contents(List.of(), null);
  }

  Optional<KeyVault> newKeys() {
    return Optional.ofNullable(newKeys);
  }

  /** The keys by alias, as they are now. */
  synchronized Map<String, Found> keys() {
    look();
    return keys;
  }

  /** The trusted certificates by alias, as of the last look. */
  synchronized Map<String, X509Certificate> trusted() {
    return trusted;
  }

  /** By alias, or by reference. */
  synchronized Optional<Found> find(String alias) {
    Optional<Found> known = known(alias);
    if (known.isEmpty() && !trusted.containsKey(alias)) {
      look();
      known = known(alias);
    }
    return known;
  }

  synchronized Optional<X509Certificate> findTrusted(String alias) {
    if (!trusted.containsKey(alias) && known(alias).isEmpty()) {
      look();
    }
    return Optional.ofNullable(trusted.get(alias));
  }

  /** The key of a handle of one of the vaults, looked up where it lives. */
  synchronized Optional<Found> find(KeyRef ref) {
    for (Shelf shelf : shelves) {
      Optional<VaultKey> key = shelf.vault().find(ref);
      if (key.isPresent()) {
        return Optional.of(new Found(shelf, key.get(), Optional.empty(), List.of()));
      }
    }
    return Optional.empty();
  }

  /** Where certificates that stand for themselves are put: the first place that takes any. */
  Optional<KeyBindings> certificates() {
    return shelves.stream().flatMap(shelf -> shelf.bindings().stream()).findFirst();
  }

  /** All places where they may be. */
  List<KeyBindings> allBindings() {
    return shelves.stream().flatMap(shelf -> shelf.bindings().stream()).distinct().toList();
  }

  /** To be called when something was changed. */
  synchronized void look() {
    Map<String, Found> found = new LinkedHashMap<>();
    Map<String, X509Certificate> certificates = new LinkedHashMap<>();
    for (KeyBindings bindings : allBindings()) {
      bindings
          .trusted()
          .forEach(
              (alias, der) ->
                  Certificates.parse(der).ifPresent(c -> certificates.putIfAbsent(alias, c)));
    }
    for (Shelf shelf : shelves) {
      Map<KeyRef, KeyBinding> bound = new HashMap<>();
      shelf
          .bindings()
          .ifPresent(all -> all.list().forEach(one -> bound.putIfAbsent(one.key(), one)));
      for (VaultKey key : shelf.vault().list()) {
        Found entry = entry(shelf, key, Optional.ofNullable(bound.get(key.ref())));
        if (found.putIfAbsent(entry.alias(), entry) != null) {
          // Two keys of one name: the second is still to be had, by its reference.
          found.put(key.ref().toString(), new Found(shelf, key, Optional.empty(), List.of()));
        }
      }
    }
    keys = found;
    trusted = certificates;
  }

  /** A chain that is another key's, or none, is as good as not there. */
  private static Found entry(Shelf shelf, VaultKey key, Optional<KeyBinding> binding) {
    if (binding.isEmpty() || binding.get().credential().isPresent()) {
      return new Found(shelf, key, binding, List.of());
    }
    List<Bytes> chain = binding.get().certificates();
    Optional<List<X509Certificate>> parsed = Certificates.parse(chain);
    return parsed.isPresent() && Certificates.isOf(parsed.get().get(0), key)
        ? new Found(shelf, key, binding, parsed.get())
        : new Found(shelf, key, Optional.empty(), List.of());
  }

  private Optional<Found> known(String alias) {
    Found byAlias = keys.get(alias);
    return byAlias != null
        ? Optional.of(byAlias)
        : keys.values().stream()
            .filter(found -> found.key().ref().toString().equals(alias))
            .findFirst();
  }
}
