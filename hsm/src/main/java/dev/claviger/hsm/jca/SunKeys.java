package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
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
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.session.TokenSessions;
import dev.claviger.hsm.vendor.VendorProfile;
import dev.claviger.provider.MlsProvider;
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
import java.util.concurrent.ConcurrentHashMap;

/** The keys that SunPKCS11 makes for one vault. Thread-safe. */
public final class SunKeys {
  private static final Primitives SOFTWARE = Primitives.of(MlsProvider.standard());

  private final Provider sun;
  private final TokenSessions sessions;
  private final HandleProvider handleProvider;
  private final List<AgreementRoute> allowed;
  private final SunRoute route;
  private final VendorProfile vendor;
  private final SunNaming naming;
  private final Trials<KemId, VaultSupport> tried = new Trials<>();
  private final Map<KeyRef, Held> held = new ConcurrentHashMap<>();

  private record Held(SunKey key, VaultKey vaultKey) {}

  /**
   * @param sun configured with the text of {@link SunConfiguration}
   * @param sessions on the same token
   * @param allowed the routes that HPKE keys may take
   * @param route what the provider is configured for
   */
  public SunKeys(
      Provider sun,
      TokenSessions sessions,
      List<AgreementRoute> allowed,
      SunRoute route,
      VendorProfile vendor,
      HandleProvider handleProvider) {
    this.sun = sun;
    this.sessions = sessions;
    this.handleProvider = handleProvider;
    this.allowed = List.copyOf(allowed);
    this.route = route;
    this.vendor = vendor;
    this.naming = SunNaming.on(sessions, vendor.untold());
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
    if (!there) {
      return new VaultSupport.Unsupported(
          sun.getName() + " offers no keys for " + algorithm + " on " + store());
    }
    if (algorithm instanceof KemId kem) {
      if (route.chosen().isEmpty()) {
        return new VaultSupport.Unsupported(route.none(allowed));
      }
      if (route.sealed()) {
        return tried.answer(kem, sessions, () -> trial(kem));
      }
    }
    return new VaultSupport.Supported(mechanism(algorithm));
  }

  /** The KDF service is a promise of the token's mechanism list, so it is tried out. */
  private VaultSupport trial(KemId kem) {
    Curve curve = kem.curve();
    try {
      VaultKey key = make(new KeyLabel(KeyPurpose.LEAF, kem));
      try (Secret peer = KeyScalars.random(curve);
          Secret prefix = Secret.copyOf(Bytes.utf8("trial"));
          Secret dh = SOFTWARE.agreement(curve).agree(peer, key.publicKey());
          Secret ikm = Secret.concat(prefix, dh);
          Secret expected = HkdfExtract.whole(kem.kdf(), ikm);
          Secret told =
              ((AgreementHandle) key.privateKey())
                  .extract(
                      prefix,
                      List.of(new HpkePublicKey(SOFTWARE.fixedBase(curve).publicKey(peer))))) {
        return expected.equals(told)
            ? new VaultSupport.Supported(mechanism(kem))
            : new VaultSupport.Unsupported(failedTrial(kem, "it agrees otherwise than software"));
      } finally {
        destroy(key.ref());
      }
    } catch (VaultException e) {
      if (sessions.faults().isPassing(e)) {
        throw e;
      }
      return new VaultSupport.Unsupported(failedTrial(kem, e.getMessage()));
    }
  }

  private String failedTrial(KemId kem, String why) {
    return sun.getName()
        + " cannot use keys for "
        + kem
        + " by ON_TOKEN_HKDF: "
        + why
        + "; routes(RAW_SECRET) takes the other one";
  }

  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    KeyLabel label = new KeyLabel(purpose, algorithm);
    if (supports(algorithm) instanceof VaultSupport.Unsupported no) {
      throw new UnsupportedKeyException(no.reason());
    }
    return make(label);
  }

  private VaultKey make(KeyLabel label) {
    KeyAlgorithm algorithm = label.algorithm();
    SunNaming.Named named = naming.generate(() -> generate(algorithm.curve()), label);
    KeyRef ref = KeyUri.of(sessions.token().identity(), named.id(), label).toRef();
    SunKey key = new SunKey(ref, named.id(), named.pair().getPrivate(), sun);
    Bytes publicKey = MlsPublicKeys.toMls(algorithm.curve(), named.pair().getPublic());
    PrivateKey handle =
        algorithm instanceof SignatureScheme scheme
            ? new SunSignatureHandle(key, scheme, this)
            : new SunAgreementHandle(
                key,
                (KemId) algorithm,
                new HpkePublicKey(publicKey),
                route.chosen().orElseThrow(),
                this);
    VaultKey vaultKey = new VaultKey(ref, label.purpose(), algorithm, handle, publicKey);
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
        demands.untold(told, vendor),
        demands.remarks(told, vendor));
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
