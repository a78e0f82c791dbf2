package dev.claviger.conformance.interop.server;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.wire.Credential;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes the clients of MLS that the harness asks for, all over one vault. */
final class Parties {
  /** Scripts go further back than the default. */
  private static final int RESUMPTION_EPOCHS = 32;

  /** Stacks in a test make KeyPackages that are good for ever. */
  static final LifetimePolicy LIFETIMES = LifetimePolicy.DEFAULT.withoutMaximum();

  private final KeyVault vault;
  private final boolean grease;

  Parties(KeyVault vault, boolean grease) {
    this.vault = vault;
    this.grease = grease;
  }

  KeyVault vault() {
    return vault;
  }

  /** The suites that both the engine and the vault have. */
  List<CipherSuiteId> suites() {
    return CipherSuiteId.rfc9420().stream()
        .filter(id -> Engine.find(id).filter(this::isSupported).isPresent())
        .toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such suite here
   */
  CipherSuite suite(int codePoint) {
    return Engine.find(new CipherSuiteId(codePoint))
        .filter(this::isSupported)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cipher suite " + Integer.toUnsignedString(codePoint) + " is not served"));
  }

  /** A client with a signature key of its own and no PSKs. */
  Party create(CipherSuite suite, Bytes identity) {
    Psks psks = new Psks();
    AtomicBoolean publicly = new AtomicBoolean();
    MlsClientBuilder builder =
        MlsClient.builder()
            .suite(suite)
            .credential(new Credential.Basic(identity))
            .vault(vault)
            .psks(psks)
            .lifetimes(LIFETIMES)
            .resumptionEpochs(RESUMPTION_EPOCHS)
            .publicHandshakes(group -> publicly.get());
    return new Party((grease ? builder : builder.withoutGrease()).build(), psks, publicly);
  }

  private boolean isSupported(CipherSuite suite) {
    return vault.supports(suite.kem()) instanceof VaultSupport.Supported
        && vault.supports(suite.signatureScheme()) instanceof VaultSupport.Supported;
  }
}
