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
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Recovery;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import dev.claviger.hsm.vendor.TokenNumbers;
import dev.claviger.hsm.vendor.VendorProfile;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a token can do by doing it: a trial key, held by the session only, is generated
 * and used, and software checks the result. A mechanism list alone promises too much and too
 * little.
 */
final class Probe {
  private static final byte[] MESSAGE = {'t', 'r', 'i', 'a', 'l'};

  private final TokenSessions sessions;
  private final VendorProfile vendor;
  private final TokenNumbers numbers;

  Probe(TokenSessions sessions, VendorProfile vendor) {
    this.sessions = sessions;
    this.numbers = vendor.numbers();
    this.vendor = vendor;
  }

  AlgorithmProfile tryOut(KeyAlgorithm algorithm) {
    long use = numbers.use(algorithm);
    if (!has(use)) {
      return lacks(algorithm, "it has no " + Ckm.name(use));
    }
    Set<String> failures = new LinkedHashSet<>();
    for (TokenNumbers.Generation generation : numbers.generations().get(algorithm.curve())) {
      if (!has(generation.mechanism())) {
        failures.add("it has no " + Ckm.name(generation.mechanism()));
        continue;
      }
      AlgorithmProfile found = sessions.run(s -> tryOut(s, algorithm, generation));
      if (!(found instanceof AlgorithmProfile.Lacks lacks)) {
        return found;
      }
      failures.add(lacks.reason());
    }
    return lacks(
        algorithm,
        "it does not generate working keys of "
            + algorithm.curve()
            + (failures.isEmpty() ? "" : " (" + String.join("; ", failures) + ")"));
  }

  private AlgorithmProfile tryOut(
      Session session, KeyAlgorithm algorithm, TokenNumbers.Generation generation) {
    boolean lasting = vendor.lastingTrials();
    KeyPairHandles pair;
    try {
      pair =
          session.generateKeyPair(
              new Mechanism.Plain(generation.mechanism()),
              named(KeyTemplates.publicKey(algorithm, generation.parameters(), lasting, vendor)),
              named(KeyTemplates.privateKey(algorithm, lasting)));
    } catch (CryptokiException e) {
      return failed(e);
    }
    try {
      return tryOut(session, algorithm, generation, pair);
    } catch (CryptokiException e) {
      return failed(e);
    } finally {
      // Session objects would go with the session, which a failure closes; not all tokens have any.
      session.destroyQuietly(pair.privateKey());
      session.destroyQuietly(pair.publicKey());
    }
  }

  private AlgorithmProfile tryOut(
      Session session,
      KeyAlgorithm algorithm,
      TokenNumbers.Generation generation,
      KeyPairHandles pair) {
    Optional<Bytes> publicKey = publicKey(session, pair, algorithm.curve());
    if (publicKey.isEmpty()) {
      return new AlgorithmProfile.Lacks("the public key is none of " + algorithm.curve());
    }
    return algorithm instanceof SignatureScheme scheme
        ? signs(session, pair.privateKey(), scheme, publicKey.get(), generation)
        : agrees(session, pair.privateKey(), (KemId) algorithm, publicKey.get(), generation);
  }

  /** Known for what it is, should it be left behind. */
  private Template named(Template template) {
    return template.with(Cka.LABEL, Bytes.utf8("claviger:trial"));
  }

  private static Optional<Bytes> publicKey(Session session, KeyPairHandles pair, Curve curve) {
    return session
        .attributes(pair.publicKey(), Cka.EC_POINT)
        .data(Cka.EC_POINT)
        .flatMap(point -> EcPoint.decode(curve, point));
  }

  private AlgorithmProfile signs(
      Session session,
      long key,
      SignatureScheme scheme,
      Bytes publicKey,
      TokenNumbers.Generation generation) {
    long use = numbers.use(scheme);
    try {
      Bytes signature = Signing.sign(session, use, key, scheme, Bytes.copyOf(MESSAGE));
      if (JdkKeys.verifies(scheme, publicKey, MESSAGE, signature.toByteArray())) {
        return new AlgorithmProfile.Works(scheme, generation, use, Map.of());
      }
    } catch (MalformedResultException | GeneralSecurityException e) {
      return new AlgorithmProfile.Lacks(Ckm.name(use) + ": " + e.getMessage());
    }
    return new AlgorithmProfile.Lacks("signatures by " + Ckm.name(use) + " do not verify");
  }

  private AlgorithmProfile agrees(
      Session session, long key, KemId kem, Bytes publicKey, TokenNumbers.Generation generation) {
    Map<AgreementRoute, AgreementStep> steps = new EnumMap<>(AgreementRoute.class);
    Set<String> failures = new LinkedHashSet<>();
    try {
      KeyPair peer = JdkKeys.generate(kem.curve());
      HpkePublicKey peerKey = new HpkePublicKey(MlsPublicKeys.toMls(kem.curve(), peer.getPublic()));
      try (Secret dh = JdkKeys.agree(kem.curve(), peer, publicKey);
          Secret prefix = Secret.copyOf(MESSAGE);
          Secret ikm = Secret.concat(prefix, dh);
          Secret expected = HkdfExtract.whole(kem.kdf(), ikm)) {
        for (AgreementRoute route : AgreementRoute.values()) {
          for (AgreementStep step : AgreementStep.of(route, numbers)) {
            String failure = difference(expected, step, session, key, kem, prefix, peerKey);
            if (failure.isEmpty()) {
              steps.putIfAbsent(route, step);
            } else {
              failures.add(route + ": " + failure);
            }
          }
        }
      }
    } catch (GeneralSecurityException e) {
      return new AlgorithmProfile.Lacks(e.getMessage());
    }
    return steps.isEmpty()
        ? new AlgorithmProfile.Lacks(
            Ckm.name(numbers.ecdh()) + " leads to the KEM by no route: " + failures)
        : new AlgorithmProfile.Works(kem, generation, numbers.ecdh(), steps);
  }

  /** In what the step fails; empty if it gives what is expected. */
  private static String difference(
      Secret expected,
      AgreementStep step,
      Session session,
      long key,
      KemId kem,
      Secret prefix,
      HpkePublicKey peer) {
    try (Secret prk = step.extract(session, key, kem, prefix, List.of(peer))) {
      return prk.equals(expected) ? "" : "a wrong result";
    } catch (MalformedResultException e) {
      return e.getMessage();
    } catch (CryptokiException e) {
      return failed(e).reason();
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
  private static AlgorithmProfile.Lacks failed(CryptokiException e) {
    if (Recovery.isTransient(e)) {
      throw e;
    }
    return new AlgorithmProfile.Lacks(e.getMessage());
  }
}
