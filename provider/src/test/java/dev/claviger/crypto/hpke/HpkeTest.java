package dev.claviger.crypto.hpke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.provider.MlsProvider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HpkeTest {
  private static final Bytes INFO = Bytes.utf8("info");
  private static final Bytes AAD = Bytes.utf8("aad");
  private static final HpkePsk PSK =
      new HpkePsk(
          Secret.copyOf(
              Bytes.wrap(
                  "0123456789abcdef0123456789abcdef"
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8))),
          Bytes.utf8("id"));

  /** A source that never gives anything but sevens. */
  private static final SecureRandom SEVENS =
      new SecureRandom() {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
          Arrays.fill(bytes, (byte) 7);
        }
      };

  /** Every combination of the registries of RFC 9180 §7. */
  static List<Hpke> combinations() {
    List<Hpke> all = new ArrayList<>();
    for (KemId kem : KemId.values()) {
      for (KdfId kdf : KdfId.values()) {
        for (AeadId aead : AeadId.values()) {
          all.add(Hpke.of(kem, kdf, aead));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void bothSidesExportTheSame_inAllFourModes(Hpke hpke) {
    HpkeKeyPair recipient = hpke.generateKeyPair();
    HpkeKeyPair sender = hpke.generateKeyPair();
    List<HpkeOptions<HpkeKeyPair>> sending =
        List.of(
            HpkeOptions.base(),
            HpkeOptions.withPsk(PSK),
            HpkeOptions.withSender(sender),
            HpkeOptions.withPskAndSender(PSK, sender));
    List<HpkeOptions<HpkePublicKey>> receiving =
        List.of(
            HpkeOptions.base(),
            HpkeOptions.withPsk(PSK),
            HpkeOptions.withSender(sender.publicKey()),
            HpkeOptions.withPskAndSender(PSK, sender.publicKey()));
    for (int mode = 0; mode < sending.size(); mode++) {
      try (HpkeSender s = hpke.setupS(recipient.publicKey(), INFO, sending.get(mode));
          HpkeRecipient r = hpke.setupR(s.enc(), recipient, INFO, receiving.get(mode))) {
        assertEquals(s.export(INFO, 42), r.export(INFO, 42));
        if (hpke.aead() == AeadId.EXPORT_ONLY) {
          assertThrows(IllegalStateException.class, () -> s.seal(AAD, INFO));
        } else {
          assertEquals(INFO, r.open(AAD, s.seal(AAD, INFO)));
          assertEquals(AAD, r.open(AAD, s.seal(AAD, AAD)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void randomnessOfTheCallers_isTheEphemeralPrivateKey(KemId kem) {
    Hpke hpke = Hpke.of(kem, kem.kdf(), AeadId.AES_128_GCM, MlsProvider.standard(), SEVENS);
    Bytes expected =
        Primitives.in("").fixedBase(kem.curve()).publicKey(KeyScalars.random(kem.curve(), SEVENS));
    HpkeKeyPair recipient = hpke.generateKeyPair();

    assertEquals(expected, recipient.publicKey().value());
    HpkeCiphertext sealed = hpke.seal(recipient.publicKey(), INFO, AAD, INFO);
    assertEquals(expected, sealed.kemOutput());
    assertEquals(sealed, hpke.seal(recipient.publicKey(), INFO, AAD, INFO));
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void everyEncapsulation_hasAnEphemeralKeyOfItsOwn(KemId kem) {
    Hpke hpke = Hpke.of(kem, kem.kdf(), AeadId.AES_128_GCM);
    HpkePublicKey recipient = hpke.generateKeyPair().publicKey();

    assertNotEquals(
        hpke.seal(recipient, INFO, AAD, INFO).kemOutput(),
        hpke.seal(recipient, INFO, AAD, INFO).kemOutput());
  }

  @Test
  void aMessageThatDoesNotOpen_doesNotCount() {
    Hpke hpke = Hpke.of(KemId.DHKEM_X25519_HKDF_SHA256, KdfId.HKDF_SHA256, AeadId.AES_128_GCM);
    HpkeKeyPair recipient = hpke.generateKeyPair();
    try (HpkeSender s = hpke.setupS(recipient.publicKey(), INFO);
        HpkeRecipient r = hpke.setupR(s.enc(), recipient, INFO)) {
      Bytes first = s.seal(AAD, Bytes.utf8("1"));
      Bytes second = s.seal(AAD, Bytes.utf8("2"));

      assertThrows(AuthenticationException.class, () -> r.open(AAD, second));
      assertEquals(Bytes.utf8("1"), r.open(AAD, first));
      assertEquals(Bytes.utf8("2"), r.open(AAD, second));
    }
  }

  @Test
  void aWrongModeDoesNotOpen() {
    Hpke hpke = Hpke.of(KemId.DHKEM_P256_HKDF_SHA256, KdfId.HKDF_SHA256, AeadId.AES_128_GCM);
    HpkeKeyPair recipient = hpke.generateKeyPair();
    HpkeCiphertext sealed =
        hpke.seal(recipient.publicKey(), INFO, AAD, INFO, HpkeOptions.withPsk(PSK));

    assertThrows(AuthenticationException.class, () -> hpke.open(recipient, INFO, AAD, sealed));
    assertEquals(INFO, hpke.open(recipient, INFO, AAD, sealed, HpkeOptions.withPsk(PSK)));
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void refusesKeysThatAreNoPoints(KemId kem) {
    Hpke hpke = Hpke.of(kem, kem.kdf(), AeadId.AES_128_GCM);
    HpkeKeyPair recipient = hpke.generateKeyPair();
    Bytes zeros = Bytes.wrap(new byte[kem.publicKeyLength()]);
    Bytes tooLong = Bytes.wrap(new byte[kem.publicKeyLength() + 1]);

    for (Bytes bad : List.of(zeros, tooLong, Bytes.empty())) {
      HpkePublicKey key = new HpkePublicKey(bad);
      HpkeCiphertext sealed = new HpkeCiphertext(bad, Bytes.wrap(new byte[16]));
      assertThrows(InvalidPublicKeyException.class, () -> hpke.seal(key, INFO, AAD, INFO));
      assertThrows(InvalidPublicKeyException.class, () -> hpke.open(recipient, INFO, AAD, sealed));
    }
  }

  @Test
  void refusesAPskThatIsTooShortOrNameless() {
    Secret shortPsk = Secret.zeros(31);
    Secret psk = Secret.zeros(32);

    assertThrows(IllegalArgumentException.class, () -> new HpkePsk(shortPsk, INFO));
    assertThrows(IllegalArgumentException.class, () -> new HpkePsk(psk, Bytes.empty()));
  }
}
