package dev.claviger.crypto.key;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.SignatureScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Vaults side by side, one for the keys of each purpose: signature keys on one token or partition,
 * HPKE keys on another. A key is made where its purpose belongs, and found, attested and destroyed
 * wherever it is. No vault takes another's place: what the one for a purpose cannot keep is
 * refused. Thread-safe if the vaults are.
 */
public final class VaultByPurpose implements KeyVault {
  private final Map<KeyPurpose, KeyVault> byPurpose;

  /** Each vault once, though it may serve several purposes. */
  private final Collection<KeyVault> vaults;

  private VaultByPurpose(Map<KeyPurpose, KeyVault> byPurpose) {
    this.byPurpose = byPurpose;
    Set<KeyVault> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    this.vaults = byPurpose.values().stream().filter(distinct::add).collect(Lists.toList());
  }

  /**
   * A vault for signature keys, and one for init and leaf keys. They must not hold each other's
   * keys: a name that both know is the first one's. Closing it closes both.
   */
  public static VaultByPurpose of(KeyVault signature, KeyVault hpke) {
    return of(signature, hpke, hpke);
  }

  /** The same with init and leaf keys apart. */
  public static VaultByPurpose of(KeyVault signature, KeyVault init, KeyVault leaf) {
    Map<KeyPurpose, KeyVault> byPurpose = new EnumMap<>(KeyPurpose.class);
    byPurpose.put(KeyPurpose.SIGNATURE, Objects.requireNonNull(signature));
    byPurpose.put(KeyPurpose.INIT, Objects.requireNonNull(init));
    byPurpose.put(KeyPurpose.LEAF, Objects.requireNonNull(leaf));
    return new VaultByPurpose(byPurpose);
  }

  /** All their names, in the order of the purposes. */
  @Override
  public String name() {
    return String.join(
        " and ", vaults.stream().map(KeyVault::name).distinct().collect(Lists.toList()));
  }

  /** A KEM must be known to the vaults for init and for leaf keys. */
  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return ofAll(concerned(algorithm).map(vault -> vault.supports(algorithm)));
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    return ofAll(concerned(algorithm).map(vault -> vault.supports(algorithm, custody)));
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    purpose.require(algorithm);
    return byPurpose.get(purpose).generate(purpose, algorithm);
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return vaults.stream().flatMap(vault -> vault.find(ref).stream()).findFirst();
  }

  /** Those of all vaults; one that two of them hold counts once. */
  @Override
  public List<VaultKey> list() {
    Map<KeyRef, VaultKey> all = new LinkedHashMap<>();
    vaults.forEach(vault -> vault.list().forEach(key -> all.putIfAbsent(key.ref(), key)));
    return List.copyOf(all.values());
  }

  @Override
  public boolean destroy(KeyRef ref) {
    return vaults.stream().anyMatch(vault -> vault.destroy(ref));
  }

  @Override
  public KeyAttestation attest(KeyRef ref) {
    for (KeyVault vault : vaults) {
      try {
        return vault.attest(ref);
      } catch (KeyDestroyedException e) {
        // Not this one's; to ask before whether it is would be a round trip more.
      }
    }
    throw new KeyDestroyedException(ref);
  }

  /** Those of the vault for signature keys, which are what certificates are of. */
  @Override
  public Optional<KeyBindings> bindings() {
    return byPurpose.get(KeyPurpose.SIGNATURE).bindings();
  }

  /** Those of the first vault that has some, in the order of the purposes. */
  @Override
  public Optional<SealingHandles> sealingHandles() {
    return vaults.stream().flatMap(vault -> vault.sealingHandles().stream()).findFirst();
  }

  /** That of the first vault that has one, in the order of the purposes. */
  @Override
  public Optional<RollbackGuard> rollbackGuard(String name) {
    return vaults.stream().flatMap(vault -> vault.rollbackGuard(name).stream()).findFirst();
  }

  /** Those of the vault for leaf keys, beside which the keys of parent nodes are. */
  @Override
  public DerivedKeys derivedKeys() {
    return byPurpose.get(KeyPurpose.LEAF).derivedKeys();
  }

  /** Closes all of them, also if one fails. */
  @Override
  public void close() {
    List<RuntimeException> failures = new ArrayList<>();
    for (KeyVault vault : vaults) {
      try {
        vault.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  @Override
  public String toString() {
    return "VaultByPurpose" + byPurpose;
  }

  private Stream<KeyVault> concerned(KeyAlgorithm algorithm) {
    return algorithm instanceof SignatureScheme
        ? Stream.of(byPurpose.get(KeyPurpose.SIGNATURE))
        : Stream.of(byPurpose.get(KeyPurpose.INIT), byPurpose.get(KeyPurpose.LEAF)).distinct();
  }

  /** The first refusal, or else the first mechanism. */
  private static VaultSupport ofAll(Stream<VaultSupport> answers) {
    List<VaultSupport> all = answers.collect(Lists.toList());
    return all.stream()
        .filter(VaultSupport.Unsupported.class::isInstance)
        .findFirst()
        .orElse(all.get(0));
  }
}
