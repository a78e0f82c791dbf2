package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.Orphan;
import dev.claviger.hsm.custody.WrappedKeysInMemory;
import dev.claviger.hsm.session.TokenSessions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left over on a token, and how much may be there. */
class OrphansTest {
  private static final KemId KEM = KemId.DHKEM_P256_HKDF_SHA256;

  /** Older than nothing: what was made just now counts. */
  private static final Duration ANY_AGE = Duration.ofSeconds(-1);

  private long before;

  @BeforeEach
  void countObjects() {
    before = TokenObjects.count();
  }

  @AfterEach
  void nothingIsLeft() {
    assertEquals(before, TokenObjects.count());
  }

  @Test
  void keysThatNobodyNames_areReaped_andNamedOnesStay() {
    try (Pkcs11Vault vault = open()) {
      VaultKey named = vault.generate(KeyPurpose.LEAF, KEM);
      VaultKey unnamed = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      Set<KeyRef> known = Set.of(named.ref());
      assertEquals(List.of(), vault.orphans(known, Duration.ofMinutes(1)), "too young");
      List<Orphan> orphans = vault.orphans(known, ANY_AGE);
      assertEquals(List.of(Orphan.Kind.UNNAMED_KEY), orphans.stream().map(Orphan::kind).toList());
      assertEquals("claviger:signature:ED25519", orphans.get(0).label());
      assertEquals(orphans, vault.reap(known, ANY_AGE));
      assertEquals(List.of(), vault.reap(known, ANY_AGE));
      assertTrue(vault.find(unnamed.ref()).isEmpty());
      assertTrue(vault.destroy(named.ref()));
    }
  }

  @Test
  void halfPairs_areReaped_butNotAPrivateKeyThatSomebodyNames() {
    try (Pkcs11Vault vault = open()) {
      VaultKey privateOnly = vault.generate(KeyPurpose.LEAF, KEM);
      destroyHalf(Ck.CKO_PUBLIC_KEY);
      assertEquals(List.of(), vault.orphans(Set.of(privateOnly.ref()), ANY_AGE));
      assertHalfIsReaped(vault, Set.of());
      VaultKey publicOnly = vault.generate(KeyPurpose.LEAF, KEM);
      destroyHalf(Ck.CKO_PRIVATE_KEY);
      assertHalfIsReaped(vault, Set.of(publicOnly.ref()));
    }
  }

  private static void assertHalfIsReaped(Pkcs11Vault vault, Set<KeyRef> known) {
    assertEquals(
        List.of(Orphan.Kind.HALF_PAIR),
        vault.reap(known, ANY_AGE).stream().map(Orphan::kind).toList());
  }

  /** As a crash between the two calls that destroy a pair leaves it. */
  private static void destroyHalf(long objectClass) {
    onToken(Template.empty().with(Cka.CLASS, objectClass).with(Cka.TOKEN, true), true);
  }

  @Test
  void objectsOfOthers_areNotTouched() {
    try (Pkcs11Vault vault = open()) {
      VaultKey stranger = vault.generate(KeyPurpose.LEAF, KEM);
      VaultKey ageless = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P384_HKDF_SHA384);
      Template strangers = labelled("claviger:leaf:DHKEM_P256_HKDF_SHA256");
      Template agelessOnes = labelled("claviger:leaf:DHKEM_P384_HKDF_SHA384");
      try (TokenSessions sessions = Pkcs11Vault.sessions(config().build())) {
        sessions.run(
            session -> {
              Bytes label = Bytes.utf8("somebody:leaf");
              for (long object : session.findObjects(strangers)) {
                session.setAttributes(object, Template.empty().with(Cka.LABEL, label));
              }
              for (long object : session.findObjects(agelessOnes)) {
                session.setAttributes(object, Template.empty().with(Cka.ID, Bytes.utf8("id")));
              }
              return null;
            });
      }
      assertEquals(List.of(), vault.reap(Set.of(), ANY_AGE));
      assertEquals(before + 4, TokenObjects.count());
      onToken(labelled("somebody:leaf"), true);
      onToken(agelessOnes, true);
      assertTrue(vault.find(stranger.ref()).isEmpty());
      assertTrue(vault.find(ageless.ref()).isEmpty());
    }
  }

  @Test
  void wrappingKeyWithoutRows_isAnOrphan_ofItsOwnStoreOnly() {
    WrappedKeysInMemory rows = new WrappedKeysInMemory();
    try (Pkcs11Vault vault = wrapping(rows);
        Pkcs11Vault other = wrapping(new WrappedKeysInMemory())) {
      VaultKey key = vault.generate(KeyPurpose.LEAF, KEM);
      assertEquals(List.of(), vault.orphans(Set.of(), ANY_AGE));
      assertTrue(vault.destroy(key.ref()));
      assertEquals(List.of(), other.orphans(Set.of(), ANY_AGE));
      assertEquals(List.of(), vault.orphans(Set.of(), Duration.ofMinutes(1)));
      assertEquals(
          List.of(Orphan.Kind.UNUSED_WRAPPING_KEY),
          vault.reap(Set.of(), ANY_AGE).stream().map(Orphan::kind).toList());
      VaultKey next = vault.generate(KeyPurpose.LEAF, KEM);
      assertTrue(vault.destroy(next.ref()));
      assertEquals(1, vault.reap(Set.of(), ANY_AGE).size());
    }
  }

  @Test
  void budget_isKept_andRoomIsFoundAgain() {
    int others = onToken(Template.empty().with(Cka.TOKEN, true), false);
    try (Pkcs11Vault vault = Pkcs11Vault.open(config().objectBudget(others + 5).build());
        Pkcs11Vault unbounded = open()) {
      VaultKey first = vault.generate(KeyPurpose.LEAF, KEM);
      VaultKey second = unbounded.generate(KeyPurpose.LEAF, KEM);
      TokenFullException e =
          assertThrows(
              TokenFullException.class,
              () -> {
                vault.generate(KeyPurpose.LEAF, KEM);
                vault.generate(KeyPurpose.LEAF, KEM);
              });
      assertTrue(e.getMessage().contains("objectBudget"), e.getMessage());
      vault.reap(Set.of(first.ref(), second.ref()), ANY_AGE);
      assertEquals(before + 4, TokenObjects.count());
      assertTrue(unbounded.destroy(second.ref()));
      VaultKey third = vault.generate(KeyPurpose.LEAF, KEM);
      assertTrue(vault.destroy(first.ref()));
      assertTrue(vault.destroy(third.ref()));
    }
  }

  private static int onToken(Template template, boolean destroy) {
    try (TokenSessions sessions = Pkcs11Vault.sessions(config().build())) {
      return sessions.run(
          session -> {
            List<Long> objects = session.findObjects(template);
            if (destroy) {
              objects.forEach(session::destroyResident);
            }
            return objects.size();
          });
    }
  }

  private static Template labelled(String label) {
    return Template.empty().with(Cka.LABEL, Bytes.utf8(label));
  }

  private static Pkcs11Vault open() {
    return Pkcs11Vault.open(config().build());
  }

  private static Pkcs11Vault wrapping(WrappedKeysInMemory rows) {
    return Pkcs11Vault.open(
        config().custody(KeyPurpose.LEAF, Custody.WRAPPED).wrappedKeys(rows).build());
  }

  private static Pkcs11Config.Builder config() {
    return SoftHsm.require().config(SoftHsm.CUSTODY_TOKEN);
  }
}
