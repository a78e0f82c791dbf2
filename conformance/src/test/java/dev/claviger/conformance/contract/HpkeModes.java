package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.HpkeOptions;
import dev.claviger.crypto.hpke.HpkePsk;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.HpkeSender;
import java.util.Optional;

/** The four modes of RFC 9180 §5, from a sender to a recipient and back out again. */
enum HpkeModes {
  BASE(false, false),
  PSK(true, false),
  AUTH(false, true),
  AUTH_PSK(true, true);

  private static final Bytes INFO = Bytes.utf8("info");
  private static final Bytes AAD = Bytes.utf8("aad");

  private final boolean psk;
  private final boolean auth;

  HpkeModes(boolean psk, boolean auth) {
    this.psk = psk;
    this.auth = auth;
  }

  void check(Hpke hpke, HpkeKeyPair sender, HpkeKeyPair recipient, Secret secret) {
    Optional<HpkePsk> shared =
        psk ? Optional.of(new HpkePsk(secret, Bytes.utf8("id"))) : Optional.empty();
    Optional<HpkeKeyPair> from = auth ? Optional.of(sender) : Optional.empty();
    HpkeOptions<HpkeKeyPair> ours = new HpkeOptions<>(shared, from);
    HpkeOptions<HpkePublicKey> theirs = new HpkeOptions<>(shared, from.map(HpkeKeyPair::publicKey));
    try (HpkeSender out = hpke.setupS(recipient.publicKey(), INFO, ours)) {
      try (HpkeRecipient in = hpke.setupR(out.enc(), recipient, INFO, theirs)) {
        agree(out, in);
      }
      refuseOtherModes(hpke, recipient, secret, out);
    }
  }

  private static void agree(HpkeSender out, HpkeRecipient in) {
    for (int i = 0; i < 3; i++) {
      Bytes message = Bytes.utf8("message " + i);
      assertEquals(message, in.open(AAD, out.seal(AAD, message)));
    }
    Bytes next = out.seal(AAD, INFO);
    assertThrows(AuthenticationException.class, () -> in.open(INFO, next));
    assertEquals(INFO, in.open(AAD, next), "a message that did not open does not count");
    try (Secret sent = out.export(INFO, 40);
        Secret received = in.export(INFO, 40);
        Secret other = in.export(AAD, 40)) {
      assertEquals(sent, received);
      assertNotEquals(sent, other);
    }
  }

  /** A message in one mode does not open in another. */
  private void refuseOtherModes(Hpke hpke, HpkeKeyPair recipient, Secret secret, HpkeSender out) {
    Bytes sealed = out.seal(AAD, INFO);
    HpkePublicKey stranger = hpke.generateKeyPair().publicKey();
    HpkePsk wrongId = new HpkePsk(secret, Bytes.utf8("other id"));
    HpkeOptions<HpkePublicKey> wrong =
        psk
            ? new HpkeOptions<>(Optional.of(wrongId), Optional.empty())
            : HpkeOptions.withSender(stranger);
    try (HpkeRecipient in = hpke.setupR(out.enc(), recipient, INFO, wrong)) {
      assertThrows(AuthenticationException.class, () -> in.open(AAD, sealed));
    }
  }
}
