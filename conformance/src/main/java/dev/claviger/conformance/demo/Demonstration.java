package dev.claviger.conformance.demo;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.provider.MlsProvider;
import java.io.PrintWriter;
import java.security.NoSuchAlgorithmException;

/** The main job in every suite of RFC 9420. */
public final class Demonstration {
  private final VaultSource vaults;
  private final PrintWriter out;

  public Demonstration(VaultSource vaults, PrintWriter out) {
    this.vaults = vaults;
    this.out = out;
  }

  /** True if everything that is claimed held. */
  public boolean run() {
    out.println("Keys live in " + vaults.description() + ".");
    Findings findings = new Findings(out);
    MlsProvider provider = MlsProvider.standard();
    for (CipherSuiteId id : CipherSuiteId.rfc9420()) {
      try {
        new SuiteScene(vaults, CipherSuite.getInstance(id, provider), out, findings).play();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("the provider lacks a suite of RFC 9420", e);
      }
    }
    out.println();
    try (KeyVault last = vaults.open()) {
      findings.check("nothing is left behind in " + last.name(), last.list().isEmpty());
    }
    out.println(findings.summary());
    out.flush();
    return findings.allHeld();
  }
}
