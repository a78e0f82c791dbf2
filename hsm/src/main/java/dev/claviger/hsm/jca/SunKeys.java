package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.session.TokenSessions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that SunPKCS11 makes for one vault. Thread-safe. */
public final class SunKeys {
  private final Provider sun;
  private final TokenSessions sessions;
  private final HandleProvider handleProvider;
  private final SunNaming naming;
  private final Map<KeyRef, Held> held = new ConcurrentHashMap<>();

  private record Held(SunKey key, VaultKey vaultKey) {}

  /**
   * @param sun configured with the text of {@link SunConfiguration}
   * @param sessions on the same token
   */
  public SunKeys(Provider sun, TokenSessions sessions, HandleProvider handleProvider) {
    this.sun = sun;
    this.sessions = sessions;
    this.handleProvider = handleProvider;
    this.naming = SunNaming.on(sessions);
  }

  Provider handleProvider() {
    return handleProvider;
  }

  public VaultSupport supports(KeyAlgorithm algorithm) {
    Curve curve = algorithm.curve();
    if (!curve.isNist()) {
      return new VaultSupport.Unsupported(
          "SunPKCS11 has no keys of "
              + curve
              + ", only of the NIST curves; a Pkcs11Vault on the same token may");
    }
    boolean there =
        sun.getService("KeyPairGenerator", "EC") != null
            && (algorithm instanceof SignatureScheme scheme
                ? sun.getService("Signature", scheme.jcaName()) != null
                : sun.getService("KeyAgreement", "ECDH") != null);
    return there
        ? new VaultSupport.Supported(mechanism(algorithm))
        : new VaultSupport.Unsupported(
            sun.getName() + " offers no keys for " + algorithm + " on " + store());
  }

  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    KeyLabel label = new KeyLabel(purpose, algorithm);
    if (supports(algorithm) instanceof VaultSupport.Unsupported no) {
      throw new UnsupportedKeyException(no.reason());
    }
    SunNaming.Named named = naming.generate(() -> generate(algorithm.curve()), label);
    KeyRef ref = KeyUri.of(sessions.token().identity(), named.id(), label).toRef();
    SunKey key = new SunKey(ref, named.id(), named.pair().getPrivate(), sun);
    Bytes publicKey = MlsPublicKeys.toMls(algorithm.curve(), named.pair().getPublic());
    PrivateKey handle =
        algorithm instanceof SignatureScheme scheme
            ? new SunSignatureHandle(key, scheme, this)
            : new SunAgreementHandle(key, (KemId) algorithm, new HpkePublicKey(publicKey), this);
    VaultKey vaultKey = new VaultKey(ref, purpose, algorithm, handle, publicKey);
    held.put(ref, new Held(key, vaultKey));
    return vaultKey;
  }

  public Optional<VaultKey> find(KeyRef ref) {
    return Optional.ofNullable(held.get(ref)).map(Held::vaultKey);
  }

  public List<VaultKey> list() {
    return held.values().stream().map(Held::vaultKey).toList();
  }

  /** True if the key was there. */
  public boolean destroy(KeyRef ref) {
    Held gone = held.remove(ref);
    if (gone == null) {
      return false;
    }
    gone.key().markDestroyed();
    sessions.run(
        session -> {
          gone.key().privateObject().handle(session).ifPresent(session::destroyResident);
          gone.key().publicObject().handle(session).ifPresent(session::destroyResident);
          return null;
        });
    return true;
  }

  /**
   * @throws KeyDestroyedException if the token does not hold the key
   */
  public KeyAttestation attest(KeyRef ref) {
    Held key = Optional.ofNullable(held.get(ref)).orElseThrow(() -> new KeyDestroyedException(ref));
    KeyDemands demands = KeyDemands.resident(key.vaultKey().algorithm());
    Attributes told =
        sessions.run(
            session ->
                session.attributes(
                    key.key()
                        .privateObject()
                        .handle(session)
                        .orElseThrow(() -> new KeyDestroyedException(ref)),
                    demands.types()));
    Optional<AgreementRoute> route =
        key.vaultKey().privateKey() instanceof AgreementHandle handle
            ? Optional.of(handle.route())
            : Optional.empty();
    return new KeyAttestation(
        ref,
        KeyCustody.RESIDENT,
        key.vaultKey().purpose(),
        key.vaultKey().algorithm(),
        store(),
        mechanism(key.vaultKey().algorithm()),
        told.isSet(Cka.SENSITIVE),
        told.isSet(Cka.NEVER_EXTRACTABLE),
        told.isSet(Cka.LOCAL),
        route,
        key.key().operations(),
        Set.of(),
        List.of());
  }

  VaultException failed(String what, Exception cause) {
    return sessions.faults().sunPkcs11(sessions.token().identity(), what, cause);
  }

  VaultException malformed(String what) {
    return sessions.faults().malformed(sessions.token().identity(), what);
  }

  private KeyPair generate(Curve curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", sun);
      generator.initialize(new ECGenParameterSpec(curve.jcaName()));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed("could not generate a key of " + curve, e);
    }
  }

  private String store() {
    return sessions.token().identity().toString();
  }

  private static String mechanism(KeyAlgorithm algorithm) {
    return Ckm.name(algorithm instanceof SignatureScheme ? Ckm.ECDSA : Ckm.ECDH1_DERIVE);
  }
}
