package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.schedule.WelcomeSecret;
import dev.claviger.mls.wire.EncryptedGroupSecrets;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Welcome;

/** mlswg's {@code welcome.json}: opening a Welcome, without joining (RFC 9420 §12.4.3.1). */
final class WelcomeFormat extends MlsFormat.OfSuite {
  /** Label of the HPKE encryption (§12.4.3.1). */
  private static final String LABEL = "Welcome";

  WelcomeFormat() {
    super("welcome");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    KeyPackage keyPackage = Messages.read(in.hex("key_package"), KeyPackage.class);
    Welcome welcome = Messages.read(in.hex("welcome"), Welcome.class);
    HpkeKeyPair init =
        new HpkeKeyPair(
            PrivateKeys.of(suite.kem().curve(), in.hex("init_priv")), keyPackage.initKey());
    try (GroupSecrets secrets = open(suite, welcome, keyPackage, init);
        PskSecret noPsks = PskSecret.none(suite);
        MemberSecret member = new JoinerSecret(secrets.joinerSecret()).withPsks(suite, noPsks);
        WelcomeSecret welcomeSecret = member.welcome(suite)) {
      GroupInfo info =
          TlsReader.decode(
              welcomeSecret.open(suite, welcome.encryptedGroupInfo()),
              "GroupInfo",
              GroupInfo::read);
      info.verifySignature(suite, new SignaturePublicKey(in.hex("signer_pub")));
      try (EpochSecrets epoch = member.epoch(suite, info.groupContext())) {
        Expect.equal(
            "confirmation_tag",
            info.confirmationTag(),
            epoch.confirmationTag(suite, info.groupContext().confirmedTranscriptHash()));
      }
    }
  }

  private static GroupSecrets open(
      CipherSuite suite, Welcome welcome, KeyPackage keyPackage, HpkeKeyPair init) {
    EncryptedGroupSecrets entry =
        welcome.secrets().stream()
            .filter(e -> e.newMember().equals(keyPackage.ref(suite)))
            .findFirst()
            .orElseThrow(
                () -> new MalformedVectorException("the Welcome is not for this KeyPackage"));
    try (Secret encoded =
        suite.decryptWithLabel(
            init, LABEL, welcome.encryptedGroupInfo(), entry.encryptedGroupSecrets())) {
      return TlsReader.decode(encoded, "GroupSecrets", GroupSecrets::read);
    }
  }
}
