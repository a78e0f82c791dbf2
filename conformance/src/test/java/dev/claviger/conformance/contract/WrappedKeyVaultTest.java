package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WrappedKeyVaultTest extends KeyVaultContract {
  WrappedKeyVaultTest() {
    super(new WrappedBackend(WrappedKeyVaultTest.class));
  }

  @ParameterizedTest
  @MethodSource("supported")
  void attestation_tellsTheModeOfEachKey(KeyAlgorithm algorithm) {
    KeyAttestation told = vault().attest(sharedKey(algorithm).ref());
    boolean wrapped = algorithm instanceof KemId;
    assertEquals(wrapped ? KeyCustody.WRAPPED : KeyCustody.RESIDENT, told.custody());
    assertTrue(told.sensitive());
    assertEquals(!wrapped, told.neverExtractable());
    assertEquals(!wrapped, told.local());
  }
}
