package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.KeyPairHandles;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.DisobedienceException;
import dev.claviger.hsm.session.Session;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happens to a key on its way out of the token and back: generated as a session object that
 * can be wrapped, wrapped once, destroyed; unwrapped to a session object that cannot be.
 */
final class WrappedForm {
  /** The longest PKCS #8 encoding of a private key of our curves, padded, with room to spare. */
  private static final int LONGEST = 1024;

  private static final Bytes PREFIX = Bytes.utf8("trial");

  private final TokenKeys routes;
  private final Map<KemId, KeyPair> peers = new ConcurrentHashMap<>();

  /**
   * @param routes tells by which route a key is tried out
   */
  WrappedForm(TokenKeys routes) {
    this.routes = routes;
  }

  /** A key pair of the session, extractable. */
  record Made(Bytes publicKey, KeyPairHandles handles) {}

  /** Three C_ calls. */
  Made generate(Session session, KemId kem, AlgorithmProfile.Works works, boolean byTrustedOnly) {
    Template privateKey =
        KeyTemplates.privateKey(kem, false).without(Cka.EXTRACTABLE).with(Cka.EXTRACTABLE, true);
    KeyPairHandles pair =
        session.generateKeyPair(
            new Mechanism.Plain(works.generation().mechanism()),
            KeyTemplates.publicKey(kem, works.generation().parameters(), false, routes.vendor()),
            byTrustedOnly ? privateKey.with(Cka.WRAP_WITH_TRUSTED, true) : privateKey);
    KeyDemands demands = KeyDemands.wrappable(kem);
    Attributes told = session.attributes(pair.privateKey(), demands.types(Cka.WRAP_WITH_TRUSTED));
    String disobedience =
        byTrustedOnly && !told.isSet(Cka.WRAP_WITH_TRUSTED)
            ? "any key can wrap it"
            : demands.disobedience(told, routes.vendor().untold());
    if (!disobedience.isEmpty()) {
      destroy(session, pair);
      throw new DisobedienceException(disobedience);
    }
    Optional<Bytes> publicKey =
        session
            .attributes(pair.publicKey(), Cka.EC_POINT)
            .data(Cka.EC_POINT)
            .flatMap(point -> EcPoint.decode(kem.curve(), point));
    if (publicKey.isEmpty()) {
      destroy(session, pair);
      throw new MalformedResultException("no public key of " + kem.curve());
    }
    return new Made(publicKey.get(), pair);
  }

  /** Three C_ calls. If one fails, the session is closed, and the key goes with it. */
  Bytes wrapAndDestroy(Session session, long mechanism, long wrappingKey, Made made) {
    Bytes blob =
        session.wrapKey(
            new Mechanism.Plain(mechanism), wrappingKey, made.handles().privateKey(), LONGEST);
    destroy(session, made.handles());
    return blob;
  }

  /** To a key that cannot leave, as the token itself says. Two C_ calls. */
  long unwrap(Session session, KemId kem, long mechanism, long wrappingKey, Bytes blob) {
    long key =
        session.unwrapKey(new Mechanism.Plain(mechanism), wrappingKey, blob, template(kem, false));
    KeyDemands demands = KeyDemands.unwrapped(kem);
    String disobedience =
        demands.disobedience(session.attributes(key, demands.types()), routes.vendor().untold());
    if (!disobedience.isEmpty()) {
      session.destroyObject(key);
      throw new DisobedienceException("of what it unwraps, " + disobedience);
    }
    return key;
  }

  /** Under another wrapping key; in between it is in the token only. Three C_ calls. */
  Bytes rewrap(
      Session session,
      KemId kem,
      long mechanism,
      long from,
      Bytes blob,
      long newMechanism,
      WrappingKeys.WrappingKey to) {
    Template template = template(kem, true);
    long key =
        session.unwrapKey(
            new Mechanism.Plain(mechanism),
            from,
            blob,
            to.trusted() ? template.with(Cka.WRAP_WITH_TRUSTED, true) : template);
    Bytes again = session.wrapKey(new Mechanism.Plain(newMechanism), to.handle(), key, LONGEST);
    session.destroyObject(key);
    return again;
  }

  /** Whether it agrees on what software finds with the public key; as many C_ calls as a use. */
  boolean isPrivateKeyOf(
      Session session, long key, KemId kem, AlgorithmProfile.Works works, Bytes publicKey) {
    try {
      KeyPair peer = peers.computeIfAbsent(kem, WrappedForm::peer);
      HpkePublicKey peerKey = new HpkePublicKey(MlsPublicKeys.toMls(kem.curve(), peer.getPublic()));
      try (Secret dh = JdkKeys.agree(kem.curve(), peer, publicKey);
          Secret prefix = Secret.copyOf(PREFIX);
          Secret ikm = Secret.concat(prefix, dh);
          Secret expected = HkdfExtract.whole(kem.kdf(), ikm);
          Secret told = routes.step(works).extract(session, key, kem, prefix, List.of(peerKey))) {
        return told.equals(expected);
      }
    } catch (GeneralSecurityException e) {
      return false; // the public key is none
    }
  }

  private static Template template(KemId kem, boolean extractable) {
    return KeyTemplates.privateKey(kem, false)
        .without(Cka.EXTRACTABLE)
        .with(Cka.EXTRACTABLE, extractable)
        .with(Cka.CLASS, Ck.CKO_PRIVATE_KEY)
        .with(Cka.KEY_TYPE, kem.curve().isNist() ? Ck.CKK_EC : Ck.CKK_EC_MONTGOMERY);
  }

  private static void destroy(Session session, KeyPairHandles pair) {
    session.destroyObject(pair.privateKey());
    session.destroyObject(pair.publicKey());
  }

  private static KeyPair peer(KemId kem) {
    try {
      return JdkKeys.generate(kem.curve());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + kem.curve(), e);
    }
  }
}
