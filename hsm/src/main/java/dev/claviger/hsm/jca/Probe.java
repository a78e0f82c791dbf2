package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.KeyPairHandles;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.session.Recovery;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a token can do by doing it: a trial key, held by the session only, is generated
 * and used, and software checks the result. A mechanism list alone promises too much and too
 * little.
 */
final class Probe {
  private static final byte[] MESSAGE = {'t', 'r', 'i', 'a', 'l'};

  private final TokenSessions sessions;
  private final TokenNumbers numbers;

  Probe(TokenSessions sessions, TokenNumbers numbers) {
    this.sessions = sessions;
    this.numbers = numbers;
  }

  AlgorithmProfile tryOut(KeyAlgorithm algorithm) {
    long use = numbers.use(algorithm);
    if (!has(use)) {
      return lacks(algorithm, "it has no " + Ckm.name(use));
    }
    List<TokenNumbers.Generation> candidates =
        numbers.generations().get(algorithm.curve()).stream()
            .filter(generation -> has(generation.mechanism()))
            .toList();
    for (TokenNumbers.Generation generation : candidates) {
      Optional<AlgorithmProfile> works = sessions.run(s -> tryOut(s, algorithm, generation, use));
      if (works.isPresent()) {
        return works.get();
      }
    }
    return lacks(algorithm, "it does not generate working keys of " + algorithm.curve());
  }

  private Optional<AlgorithmProfile> tryOut(
      Session session, KeyAlgorithm algorithm, TokenNumbers.Generation generation, long use) {
    try {
      KeyPairHandles pair =
          session.generateKeyPair(
              new Mechanism.Plain(generation.mechanism()),
              KeyTemplates.publicKey(algorithm, generation.parameters(), false),
              KeyTemplates.privateKey(algorithm, false));
      Optional<Bytes> publicKey = publicKey(session, pair, algorithm.curve());
      Optional<AlgorithmProfile> works = Optional.empty();
      if (publicKey.isPresent()) {
        works =
            algorithm instanceof SignatureScheme scheme
                ? signs(session, pair.privateKey(), scheme, publicKey.get(), generation, use)
                : agrees(
                    session, pair.privateKey(), (KemId) algorithm, publicKey.get(), generation);
      }
      session.destroyObject(pair.privateKey());
      session.destroyObject(pair.publicKey());
      return works;
    } catch (CryptokiException e) {
      // The session is closed after this, and the trial key goes with it.
      return rethrowIfTransient(e);
    }
  }

  private static Optional<Bytes> publicKey(Session session, KeyPairHandles pair, Curve curve) {
    return session
        .attributes(pair.publicKey(), Cka.EC_POINT)
        .data(Cka.EC_POINT)
        .flatMap(point -> EcPoint.decode(curve, point));
  }

  private static Optional<AlgorithmProfile> signs(
      Session session,
      long key,
      SignatureScheme scheme,
      Bytes publicKey,
      TokenNumbers.Generation generation,
      long use) {
    try {
      Bytes signature = Signing.sign(session, use, key, scheme, Bytes.copyOf(MESSAGE));
      return JdkKeys.verifies(scheme, publicKey, MESSAGE, signature.toByteArray())
          ? Optional.of(new AlgorithmProfile.Works(scheme, generation, use, List.of()))
          : Optional.empty();
    } catch (MalformedResultException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Optional<AlgorithmProfile> agrees(
      Session session, long key, KemId kem, Bytes publicKey, TokenNumbers.Generation generation) {
    try {
      KeyPair peer = JdkKeys.generate(kem.curve());
      HpkePublicKey peerKey = new HpkePublicKey(MlsPublicKeys.toMls(kem.curve(), peer.getPublic()));
      try (Secret dh = JdkKeys.agree(kem.curve(), peer, publicKey);
          Secret prefix = Secret.copyOf(MESSAGE);
          Secret ikm = Secret.concat(prefix, dh);
          Secret expected = HkdfExtract.whole(kem.kdf(), ikm)) {
        List<AgreementRoute> routes = new ArrayList<>();
        for (AgreementRoute route : AgreementRoute.values()) {
          Optional<AgreementStep> step = AgreementStep.of(route, new Derivation(numbers.ecdh()));
          if (step.isPresent() && gives(expected, step.get(), session, key, kem, prefix, peerKey)) {
            routes.add(route);
          }
        }
        return routes.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new AlgorithmProfile.Works(kem, generation, numbers.ecdh(), List.copyOf(routes)));
      }
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean gives(
      Secret expected,
      AgreementStep step,
      Session session,
      long key,
      KemId kem,
      Secret prefix,
      HpkePublicKey peer) {
    try (Secret prk = step.extract(session, key, kem, prefix, List.of(peer))) {
      return prk.equals(expected);
    } catch (MalformedResultException e) {
      return false;
    } catch (CryptokiException e) {
      return rethrowIfTransient(e).isPresent();
    }
  }

  private boolean has(long mechanism) {
    return sessions.mechanisms().contains(mechanism);
  }

  private AlgorithmProfile lacks(KeyAlgorithm algorithm, String why) {
    return new AlgorithmProfile.Lacks(
        "the token "
            + sessions.token().identity()
            + " cannot hold keys for "
            + algorithm
            + ": "
            + why);
  }

  /** A dead session says nothing of what the token can do, so nothing is concluded from it. */
  private static <T> Optional<T> rethrowIfTransient(CryptokiException e) {
    if (Recovery.isTransient(e)) {
      throw e;
    }
    return Optional.empty();
  }
}
