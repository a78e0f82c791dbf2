package dev.claviger.conformance.demo;

import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyPurpose;
import java.io.PrintWriter;
import java.util.List;

/** Where each key was made and lived, as its vault tells it. */
final class CustodyReport {
  private final VaultSource vaults;
  private final PrintWriter out;
  private final Findings findings;

  CustodyReport(VaultSource vaults, PrintWriter out, Findings findings) {
    this.vaults = vaults;
    this.out = out;
    this.findings = findings;
  }

  void print(List<DemoMember> members) {
    TextTable table =
        new TextTable(
            "member",
            "key",
            "mechanism",
            "route",
            "SENSITIVE",
            "NEVER_EXTRACTABLE",
            "LOCAL",
            "getEncoded()",
            "uses",
            "now",
            "URI");
    int keys = 0;
    int kept = 0;
    for (DemoMember member : members) {
      for (WitnessVault.Witnessed key : member.vault().testimony()) {
        keys++;
        kept += isKept(key) ? 1 : 0;
        row(table, member.name(), key);
      }
    }
    table.lines().forEach(line -> out.println("    " + line));
    findings.check(
        keys
            + (vaults.isToken()
                ? " private keys were made in the token and never left it"
                : " private keys are opaque handles"),
        kept == keys);
  }

  private boolean isKept(WitnessVault.Witnessed key) {
    KeyAttestation told = key.attestation();
    boolean routeFits =
        told.purpose() == KeyPurpose.SIGNATURE
            ? told.route().isEmpty()
            : told.route().isPresent()
                && (told.route().get() == AgreementRoute.SOFTWARE) != vaults.isToken();
    return told.sensitive()
        && told.neverExtractable()
        && told.local()
        && routeFits
        && key.encoding().isEmpty()
        && told.ref().scheme().equals(vaults.isToken() ? "pkcs11" : "software");
  }

  private static void row(TextTable table, String member, WitnessVault.Witnessed key) {
    KeyAttestation told = key.attestation();
    table.row(
        member,
        told.purpose().name().toLowerCase(java.util.Locale.ROOT),
        told.mechanism(),
        told.route().map(AgreementRoute::name).orElse("-"),
        yesNo(told.sensitive()),
        yesNo(told.neverExtractable()),
        yesNo(told.local()),
        key.encoding().isEmpty() ? "null" : "BYTES",
        Long.toString(told.operations()),
        key.destroyed() ? "destroyed" : "alive",
        told.ref().toString());
  }

  private static String yesNo(boolean value) {
    return value ? "yes" : "NO";
  }
}
