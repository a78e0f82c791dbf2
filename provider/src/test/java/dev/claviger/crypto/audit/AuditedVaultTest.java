package dev.claviger.crypto.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.provider.MlsProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditedVaultTest {
  private static final Bytes MESSAGE = Bytes.utf8("message");

  private final CipherSuite suite = suite();
  private final SoftwareVault behind = SoftwareVault.create();
  private final List<KeyUse> events = new ArrayList<>();
  private boolean full;
  private final AuditedVault vault = AuditedVault.failClosed(behind, this::take);

  @Test
  void everyUseOfAKeyIsOneEvent() {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    VaultKey leaf = vault.generate(KeyPurpose.LEAF, suite.kem());
    suite.signWithLabel(signer.privateKey(), "label", MESSAGE);
    open(leaf);
    assertTrue(vault.destroy(leaf.ref()));
    assertFalse(vault.destroy(leaf.ref()));
    assertEquals(
        List.of(
            KeyUse.Operation.GENERATE,
            KeyUse.Operation.GENERATE,
            KeyUse.Operation.SIGN,
            KeyUse.Operation.AGREE,
            KeyUse.Operation.DESTROY),
        events.stream().map(KeyUse::operation).toList());
    KeyUse agreement = events.get(3);
    assertEquals(Optional.of(leaf.ref()), agreement.key());
    assertEquals(Optional.of(KeyPurpose.LEAF), agreement.purpose());
    assertEquals(Optional.of(AgreementRoute.SOFTWARE), agreement.route());
    assertEquals(Optional.empty(), agreement.failure());
    assertEquals(Optional.empty(), agreement.group());
  }

  @Test
  void eventNamesTheGroupThatTheKeyWasUsedFor() {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    GroupEpoch outer = new GroupEpoch(Bytes.utf8("outer"), 1);
    GroupEpoch inner = new GroupEpoch(Bytes.utf8("inner"), -1);
    outer.during(
        () -> {
          inner.during(() -> suite.signWithLabel(signer.privateKey(), "label", MESSAGE));
          return suite.signWithLabel(signer.privateKey(), "label", MESSAGE);
        });
    assertEquals(Optional.of(inner), events.get(1).group());
    assertEquals(Optional.of(outer), events.get(2).group());
    assertEquals(Optional.empty(), GroupEpoch.current());
  }

  @Test
  void signatureThroughTheJcaIsAnEventToo() throws Exception {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    Signature signature =
        Signature.getInstance(
            suite.signatureScheme().jcaName(),
            ((dev.claviger.crypto.key.KeyHandle) signer.privateKey()).provider());
    signature.initSign(signer.privateKey());
    signature.update(MESSAGE.toByteArray());
    assertTrue(signature.sign().length > 0);
    assertEquals(KeyUse.Operation.SIGN, events.get(1).operation());
  }

  @Test
  void whatFailsIsRecordedAsAFailure() {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    behind.destroy(signer.ref());
    assertThrows(
        KeyDestroyedException.class,
        () -> suite.signWithLabel(signer.privateKey(), "label", MESSAGE));
    assertEquals(Optional.of("KeyDestroyedException"), events.get(1).failure());
  }

  @Test
  void whatCannotBeRecorded_doesNotLeaveAClosedVault() {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    VaultKey leaf = vault.generate(KeyPurpose.LEAF, suite.kem());
    full = true;
    assertThrows(
        AuditException.class, () -> suite.signWithLabel(signer.privateKey(), "label", MESSAGE));
    assertThrows(AuditException.class, () -> open(leaf));
    assertThrows(AuditException.class, () -> vault.generate(KeyPurpose.INIT, suite.kem()));
    assertEquals(2, behind.list().size());
    full = false;
    assertFalse(suite.signWithLabel(signer.privateKey(), "label", MESSAGE).isEmpty());
  }

  @Test
  void openVaultGoesOn_whenNothingCanBeRecorded() {
    AuditedVault open = AuditedVault.failOpen(behind, this::take);
    VaultKey signer = open.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    full = true;
    assertFalse(suite.signWithLabel(signer.privateKey(), "label", MESSAGE).isEmpty());
  }

  @Test
  void lineHasNothingOfTheMessage_andEscapesWhatJsonMust() {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    suite.signWithLabel(signer.privateKey(), "label", MESSAGE);
    String line = AuditLine.of(events.get(1));
    assertTrue(line.contains("\"operation\":\"SIGN\""), line);
    assertFalse(line.contains("message"), line);
    assertFalse(line.contains(MESSAGE.toHex()), line);
    assertEquals("\"a\":\"\\\"\\\\\\u000a\"", AuditLine.member("a", "\"\\\n"));
  }

  private void open(VaultKey leaf) {
    HpkeCiphertext sealed =
        suite.encryptWithLabel(leaf.asHpkeKeyPair().publicKey(), "label", MESSAGE, MESSAGE);
    suite.decryptWithLabel(leaf.asHpkeKeyPair(), "label", MESSAGE, sealed).destroy();
  }

  private void take(KeyUse use) {
    if (full) {
      throw new IllegalStateException("no space left");
    }
    events.add(use);
  }

  private static CipherSuite suite() {
    try {
      return CipherSuite.getInstance(new CipherSuiteId(2), MlsProvider.standard());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
