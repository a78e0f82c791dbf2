package dev.claviger.conformance.demo;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;

/** A member of the demonstration: a name, a vault of its own, and the client on it. */
record DemoMember(String name, WitnessVault vault, MlsClient client) implements AutoCloseable {
  static DemoMember on(KeyVault vault, String name, CipherSuite suite) {
    WitnessVault witness = new WitnessVault(vault);
    MlsClient client =
        MlsClient.builder()
            .suite(suite)
            .credential(Credential.basic(name + "@example.com"))
            .vault(witness)
            .build();
    return new DemoMember(name, witness, client);
  }

  @Override
  public void close() {
    client.close();
    vault.close();
  }
}
