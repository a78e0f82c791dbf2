package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.CustodyAttribute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.DestroyFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every key vault does, whatever holds its keys. */
abstract class KeyVaultContract extends VaultContract {
  /** Sixteen bytes or more in hexadecimal: what a key would look like in a log. */
  private static final Pattern LONG_HEX = Pattern.compile("[0-9a-fA-F]{32,}");

  KeyVaultContract(VaultBackend backend) {
    super(backend);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void support_isAsExpected_andItsReasonIsGiven(KeyAlgorithm algorithm) {
    VaultSupport support = vault().supports(algorithm);
    if (isSupported(algorithm)) {
      VaultSupport.Supported yes = assertInstanceOf(VaultSupport.Supported.class, support);
      assertFalse(yes.mechanism().isBlank());
    } else {
      VaultSupport.Unsupported no = assertInstanceOf(VaultSupport.Unsupported.class, support);
      assertFalse(no.reason().isBlank());
      assertThrows(
          UnsupportedKeyException.class, () -> vault().generate(purposeOf(algorithm), algorithm));
    }
  }

  @Test
  void vault_hasANameForAReader() {
    assertFalse(vault().name().isBlank());
  }

  @ParameterizedTest
  @MethodSource("supported")
  void generatedKey_isWhatWasAskedFor(KeyAlgorithm algorithm) {
    VaultKey key = sharedKey(algorithm);
    assertEquals(algorithm, key.algorithm());
    assertEquals(purposeOf(algorithm), key.purpose());
    assertEquals(algorithm.curve().publicKeyLength(), key.publicKey().length());
    Points.assertOnCurve(algorithm.curve(), key.publicKey());
    KeyUse.works(key);
  }

  @ParameterizedTest
  @MethodSource("supported")
  void twoGeneratedKeys_differ(KeyAlgorithm algorithm) {
    VaultKey other = freshKey(algorithm);
    try {
      assertNotEquals(sharedKey(algorithm).publicKey(), other.publicKey());
      assertNotEquals(sharedKey(algorithm).ref(), other.ref());
    } finally {
      vault().destroy(other.ref());
    }
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void initKey_isMadeLikeALeafKey(KemId kem) {
    if (isSupported(kem)) {
      VaultKey key = vault().generate(KeyPurpose.INIT, kem);
      try {
        assertEquals(KeyPurpose.INIT, key.purpose());
        assertEquals(KeyPurpose.INIT, vault().find(key.ref()).orElseThrow().purpose());
        KeyUse.works(key);
      } finally {
        vault().destroy(key.ref());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void signatureKeyOfAKem_isACallersMistake(KemId kem) {
    assertThrows(IllegalArgumentException.class, () -> vault().generate(KeyPurpose.SIGNATURE, kem));
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void hpkeKeyOfASignatureScheme_isACallersMistake(SignatureScheme scheme) {
    assertThrows(IllegalArgumentException.class, () -> vault().generate(KeyPurpose.INIT, scheme));
    assertThrows(IllegalArgumentException.class, () -> vault().generate(KeyPurpose.LEAF, scheme));
  }

  @ParameterizedTest
  @MethodSource("supported")
  void key_isFoundByItsReference_andWorks(KeyAlgorithm algorithm) {
    VaultKey key = sharedKey(algorithm);
    KeyRef written = KeyRef.of(key.ref().toString());
    VaultKey found = vault().find(written).orElseThrow();
    assertEquals(key.ref(), found.ref());
    assertEquals(key.publicKey(), found.publicKey());
    assertEquals(key.algorithm(), found.algorithm());
    assertEquals(key.purpose(), found.purpose());
    KeyUse.works(found);
  }

  @ParameterizedTest
  @MethodSource("supported")
  void key_isListed(KeyAlgorithm algorithm) {
    VaultKey key = sharedKey(algorithm);
    assertEquals(
        1,
        vault().list().stream()
            .filter(listed -> listed.ref().equals(key.ref()))
            .filter(listed -> listed.publicKey().equals(key.publicKey()))
            .count());
  }

  @ParameterizedTest
  @MethodSource("supported")
  void attestation_isOfTheKey_andCountsItsUses(KeyAlgorithm algorithm) {
    VaultKey key = sharedKey(algorithm);
    KeyAttestation before = vault().attest(key.ref());
    assertEquals(key.ref(), before.ref());
    assertEquals(key.algorithm(), before.algorithm());
    assertEquals(key.purpose(), before.purpose());
    assertFalse(before.store().isBlank());
    assertFalse(before.mechanism().isBlank());
    assertEquals(algorithm instanceof KemId, before.route().isPresent());
    if (backend().attestsCustody()) {
      assertTrue(before.sensitive(), "sensitive");
      assertTrue(before.neverExtractable(), "never extractable");
      assertEquals(backend().attestsOrigin(), before.local(), "local");
      assertEquals(
          backend().attestsOrigin() ? Set.of() : Set.of(CustodyAttribute.LOCAL),
          before.untold(),
          "untold");
    }
    KeyUse.works(key);
    assertEquals(before.operations() + 1, vault().attest(key.ref()).operations());
  }

  @ParameterizedTest
  @MethodSource("supported")
  void destroyedKey_isGone_andSaysSo(KeyAlgorithm algorithm) {
    VaultKey key = freshKey(algorithm);
    VaultKey foundBefore = vault().find(key.ref()).orElseThrow();
    assertTrue(vault().destroy(key.ref()));

    assertFalse(vault().destroy(key.ref()));
    assertTrue(vault().find(key.ref()).isEmpty());
    assertTrue(vault().list().stream().noneMatch(listed -> listed.ref().equals(key.ref())));
    assertThrows(KeyDestroyedException.class, () -> vault().attest(key.ref()));
    for (VaultKey stale : new VaultKey[] {key, foundBefore}) {
      KeyDestroyedException e =
          assertThrows(KeyDestroyedException.class, () -> KeyUse.works(stale));
      assertTrue(e.getMessage().contains(key.ref().toString()), e::getMessage);
    }
  }

  @ParameterizedTest
  @MethodSource("supported")
  void destroyOnTheHandle_isDestroyInTheVault(KeyAlgorithm algorithm)
      throws DestroyFailedException {
    VaultKey key = freshKey(algorithm);
    assertFalse(key.privateKey().isDestroyed());
    key.privateKey().destroy();
    assertTrue(key.privateKey().isDestroyed());
    assertTrue(vault().find(key.ref()).isEmpty());
    assertThrows(KeyDestroyedException.class, () -> KeyUse.works(key));
  }

  @Test
  void unknownReference_isNotFound() {
    KeyRef unknown = KeyRef.of("software:no-such-key");
    assertTrue(vault().find(unknown).isEmpty());
    assertFalse(vault().destroy(unknown));
    assertThrows(KeyDestroyedException.class, () -> vault().attest(unknown));
  }

  @ParameterizedTest
  @MethodSource("supported")
  void handle_hasNoEncoding_andPrintsNoKey(KeyAlgorithm algorithm) {
    VaultKey key = sharedKey(algorithm);
    PrivateKey handle = key.privateKey();
    assertNull(handle.getEncoded());
    assertNull(handle.getFormat());
    String shown = handle.toString().replace(key.ref().toString(), "");
    assertFalse(LONG_HEX.matcher(shown).find(), shown);
    assertEquals(algorithmName(algorithm), handle.getAlgorithm());
  }

  @ParameterizedTest
  @MethodSource("supported")
  void handle_isNotSerialisable(KeyAlgorithm algorithm) throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      PrivateKey handle = sharedKey(algorithm).privateKey();
      assertThrows(NotSerializableException.class, () -> out.writeObject(handle));
    }
  }

  @ParameterizedTest
  @MethodSource("supported")
  void handle_servesManyThreads(KeyAlgorithm algorithm) {
    VaultKey key = sharedKey(algorithm);
    Threads.run(4, 25, (thread, round) -> KeyUse.works(key));
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void signatureKey_doesNotAgree(SignatureScheme scheme) {
    if (isSupported(scheme)) {
      VaultKey key = sharedKey(scheme);
      assertThrows(IllegalStateException.class, key::asHpkeKeyPair);
      Misuse.assertDoesNotAgree(key);
    }
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void hpkeKey_doesNotSign(KemId kem) {
    if (isSupported(kem)) {
      VaultKey key = sharedKey(kem);
      assertThrows(IllegalStateException.class, key::asSignatureKeyPair);
      Misuse.assertDoesNotSign(key);
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void signature_throughTheJca_verifiesWithTheJdk(SignatureScheme scheme)
      throws GeneralSecurityException {
    if (isSupported(scheme)) {
      VaultKey key = sharedKey(scheme);
      KeyHandle handle = assertInstanceOf(KeyHandle.class, key.privateKey());
      byte[] message = new byte[1000];
      Signature signer = Signature.getInstance(scheme.jcaName(), handle.provider());
      signer.initSign(handle);
      signer.update(message, 0, 400);
      signer.update(message, 400, 600);
      byte[] signature = signer.sign();
      assertTrue(Points.jdkVerifies(scheme, key.publicKey(), message, signature));
    }
  }

  @Test
  void close_isIdempotent() {
    KeyVault other = backend().open();
    other.close();
    other.close();
  }

  private static String algorithmName(KeyAlgorithm algorithm) {
    if (algorithm.curve().isNist()) {
      return "EC";
    }
    return algorithm.curve().isEdwards() ? "EdDSA" : "XDH";
  }
}
