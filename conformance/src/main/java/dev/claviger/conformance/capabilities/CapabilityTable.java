package dev.claviger.conformance.capabilities;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.provider.MlsProvider;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Suites by vaults, as each vault answers, in Markdown. */
public final class CapabilityTable {
  private final Map<String, KeyVault> vaults = new LinkedHashMap<>();

  /** Another column; the vault stays the caller's to close. */
  public CapabilityTable column(String title, KeyVault vault) {
    vaults.put(title, vault);
    return this;
  }

  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| suite | " + String.join(" | ", vaults.keySet()) + " |");
    lines.add("|---".repeat(vaults.size() + 1) + "|");
    for (CipherSuiteId id : CipherSuiteId.rfc9420()) {
      CipherSuite suite = suite(id);
      StringBuilder row = new StringBuilder("| " + id + " " + suite.getAlgorithm() + " |");
      for (KeyVault vault : vaults.values()) {
        row.append(" sign: ").append(signing(vault, suite));
        row.append("<br>init, leaf: ").append(agreement(vault, suite));
        row.append(pathKeys(vault, suite)).append(" |");
      }
      lines.add(row.toString());
    }
    return String.join("\n", lines) + "\n";
  }

  private static String signing(KeyVault vault, CipherSuite suite) {
    return mechanism(vault, suite.signatureScheme());
  }

  private static String agreement(KeyVault vault, CipherSuite suite) {
    String mechanism = mechanism(vault, suite.kem());
    return vault.supports(suite.kem()) instanceof VaultSupport.Supported
        ? mechanism + ", " + route(vault, suite) + ", " + custodies(vault, suite)
        : mechanism;
  }

  /** The ways of keeping such a key that the vault has. */
  private static String custodies(KeyVault vault, CipherSuite suite) {
    return Stream.of(KeyCustody.SOFTWARE, KeyCustody.RESIDENT, KeyCustody.WRAPPED)
        .filter(custody -> vault.supports(suite.kem(), custody) instanceof VaultSupport.Supported)
        .map(custody -> custody.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  /** Derived keys are in software wherever nothing else is said. */
  private static String pathKeys(KeyVault vault, CipherSuite suite) {
    return vault.supports(suite.kem(), KeyCustody.IMPORTED) instanceof VaultSupport.Supported
        ? "<br>path keys: imported"
        : "";
  }

  private static String mechanism(KeyVault vault, KeyAlgorithm algorithm) {
    return vault.supports(algorithm) instanceof VaultSupport.Supported supported
        ? supported.mechanism()
        : "no";
  }

  /** A route belongs to a key, so one is made for the question. */
  private static AgreementRoute route(KeyVault vault, CipherSuite suite) {
    VaultKey key = vault.generate(KeyPurpose.LEAF, suite.kem());
    try {
      return vault.attest(key.ref()).route().orElseThrow();
    } finally {
      vault.destroy(key.ref());
    }
  }

  private static CipherSuite suite(CipherSuiteId id) {
    try {
      return CipherSuite.getInstance(id, MlsProvider.standard());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the provider lacks a suite of RFC 9420", e);
    }
  }
}
