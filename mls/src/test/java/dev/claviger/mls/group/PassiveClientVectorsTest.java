package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.vectors.RawKeys;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.Welcome;
import dev.claviger.mls.wire.WireFormat;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassiveClientVectorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "passive-client-welcome.json",
        "passive-client-handling-commit.json",
        "passive-client-random.json"
      })
  void groupOfTheVectorsIsJoinedAndFollowed(String file) {
    StreamSupport.stream(Vectors.read(file).spliterator(), true)
        .forEach(vector -> new Scenario(vector).run());
  }

  private static final class Scenario {
    private final JsonNode vector;
    private final CipherSuite suite;
    private final ClientContext client;
    private final KeyPackageKeys keys;
    private final Map<Long, Secret> resumptionPsks = new HashMap<>();

    Scenario(JsonNode vector) {
      this.vector = vector;
      suite = Vectors.suite(vector);
      KeyPackage keyPackage = (KeyPackage) message(vector.get("key_package")).body();
      client = client(keyPackage);
      keys =
          new KeyPackageKeys(
              keyPackage,
              hpkeKey(KeyPurpose.INIT, "init_priv", keyPackage.initKey()),
              hpkeKey(KeyPurpose.LEAF, "encryption_priv", keyPackage.leafNode().encryptionKey()));
    }

    void run() {
      Welcome welcome = (Welcome) message(vector.get("welcome")).body();
      GroupState state = Joining.join(client, keys, welcome, tree(), id -> false);
      assertEquals(
          Vectors.bytes(vector, "initial_epoch_authenticator"), state.epochAuthenticator());
      for (JsonNode epoch : vector.get("epochs")) {
        resumptionPsks.put(state.context().epoch(), state.resumptionPsk());
        state = follow(state, epoch);
        assertEquals(Vectors.bytes(epoch, "epoch_authenticator"), state.epochAuthenticator());
      }
    }

    private static GroupState follow(GroupState state, JsonNode epoch) {
      Map<ProposalRef, SentProposal> proposals = new HashMap<>();
      for (JsonNode proposal : epoch.get("proposals")) {
        Incoming.Proposed proposed =
            assertInstanceOf(
                Incoming.Proposed.class, Reception.receive(state, proposals, message(proposal)));
        proposals.put(proposed.ref(), proposed.sent());
      }
      Incoming.Committed committed =
          assertInstanceOf(
              Incoming.Committed.class,
              Reception.receive(state, proposals, message(epoch.get("commit"))));
      GroupState next = assertInstanceOf(CommitOutcome.Advanced.class, committed.outcome()).next();
      state.retireFor(next);
      return next;
    }

    private Optional<RatchetTreeExtension> tree() {
      return vector.get("ratchet_tree").isNull()
          ? Optional.empty()
          : Optional.of(
              TlsReader.decode(
                  Vectors.bytes(vector, "ratchet_tree"),
                  "ratchet_tree",
                  RatchetTreeExtension::read));
    }

    private Optional<Secret> psk(PreSharedKeyId id) {
      if (id instanceof PreSharedKeyId.Resumption resumption) {
        return Optional.ofNullable(resumptionPsks.get(resumption.pskEpoch())).map(Secret::copy);
      }
      return StreamSupport.stream(vector.get("external_psks").spliterator(), false)
          .filter(
              psk ->
                  id instanceof PreSharedKeyId.External external
                      && external.pskId().equals(Vectors.bytes(psk, "psk_id")))
          .findFirst()
          .map(psk -> Vectors.secret(psk, "psk"));
    }

    private ClientContext client(KeyPackage keyPackage) {
      VaultKey signer =
          key(
              KeyPurpose.SIGNATURE,
              suite.signatureScheme(),
              RawKeys.signature(suite, Vectors.bytes(vector, "signature_priv")),
              keyPackage.leafNode().signatureKey().value());
      return new ClientContext(
          suite,
          SoftwareVault.create(),
          signer,
          keyPackage.leafNode().credential(),
          CredentialValidator.trustBasic(),
          this::psk,
          LifetimePolicy.DEFAULT.withoutMaximum(),
          Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC),
          RatchetWindow.DEFAULT,
          WireFormat.PRIVATE_MESSAGE,
          Padding.NONE);
    }

    private VaultKey hpkeKey(KeyPurpose purpose, String field, HpkePublicKey publicKey) {
      PrivateKey raw = RawKeys.hpke(suite, Vectors.bytes(vector, field), publicKey).privateKey();
      return key(purpose, suite.kem(), raw, publicKey.value());
    }

    private static VaultKey key(
        KeyPurpose purpose, KeyAlgorithm algorithm, PrivateKey key, Bytes publicKey) {
      return new VaultKey(KeyRef.of("vector:" + purpose), purpose, algorithm, key, publicKey);
    }

    private static MlsMessage message(JsonNode hex) {
      return MlsMessage.decode(Bytes.fromHex(hex.textValue()));
    }
  }
}
