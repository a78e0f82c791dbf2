package dev.claviger.provider;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.primitive.PrimitiveOrder;
import dev.claviger.crypto.primitive.Primitives;
import java.security.Provider;
import java.util.List;
import java.util.Set;

/**
 * The JCA provider "MLS": RFC 9420's ciphersuites as services of type {@value
 * CipherSuite#SERVICE_TYPE}, and beside them {@code Signature}, {@code KeyPairGenerator}, {@code
 * KeyFactory}, {@code Cipher.HPKE} and, where the JDK has it, {@code KEM}.
 *
 * <p>{@link #configure} takes the order in which other providers are asked for each primitive, as
 * in {@code curves=Conscrypt,BC,JDK;symmetric=JDK}; without it the system property {@value
 * PrimitiveOrder#PROPERTY} counts. In front of it may stand {@code suites=approved;}: then there
 * are the suites on NIST curves with AES-GCM alone (0x0002, 0x0005, 0x0007), no {@code
 * Cipher.HPKE}, and an order such as {@code suites=approved;curves=BCFIPS;symmetric=BCFIPS} leaves
 * no other provider to fall back to. Nothing is computed before a service is used.
 */
public final class MlsProvider extends Provider {
  /** The provider's name. */
  public static final String NAME = "MLS";

  private static final long serialVersionUID = 1L;
  private static final String APPROVED = "suites=approved;";
  private static final Set<CipherSuiteId> APPROVED_SUITES =
      Set.of(
          CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256,
          CipherSuiteId.MLS_256_DHKEMP521_AES256GCM_SHA512_P521,
          CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384);
  private static final double VERSION = 0.1;
  private static final String INFO =
      "RFC 9420 ciphersuites and RFC 9180 HPKE over private keys of any provider";

  private final boolean approved;

  /** An unconfigured provider: what ServiceLoader and {@code Security.addProvider} want. */
  public MlsProvider() {
    this(System.getProperty(PrimitiveOrder.PROPERTY, ""));
  }

  @SuppressWarnings("deprecation") // the successor of this constructor came to Android with API 34
  private MlsProvider(String settings) {
    super(NAME, VERSION, INFO);
    this.approved = settings.startsWith(APPROVED);
    String primitiveOrder = approved ? settings.substring(APPROVED.length()) : settings;
    PrimitiveOrder.parse(primitiveOrder);
    put(PrimitiveOrder.PROPERTY, primitiveOrder);
    CipherSuiteId.rfc9420().stream().filter(this::offers).forEach(this::register);
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (offers(scheme.curve())) {
        register(scheme);
      }
    }
    for (KemId kem : KemId.values()) {
      if (offers(kem.curve())) {
        register(kem);
      }
    }
    for (Curve curve : Curve.values()) {
      if (offers(curve)) {
        add("KeyFactory", curve.jcaName(), () -> new MlsKeyFactorySpi(curve));
      }
    }
    if (!approved) {
      add("Cipher", "HPKE", () -> new HpkeCipherSpi(this));
    }
    KemServices.register(this);
  }

  /** All curves, but in approved mode the NIST ones alone. */
  boolean offers(Curve curve) {
    return curve.isNist() || !approved;
  }

  private boolean offers(CipherSuiteId id) {
    return !approved || APPROVED_SUITES.contains(id);
  }

  /** A shared instance that need not be installed. */
  public static MlsProvider standard() {
    return Standard.INSTANCE;
  }

  /**
   * @param argument the order of backends, as described above
   * @return a new provider with that order
   * @throws java.security.InvalidParameterException if the argument is not of that form
   */
  @Override
  public Provider configure(String argument) {
    try {
      return new MlsProvider(argument);
    } catch (IllegalArgumentException e) {
      throw new java.security.InvalidParameterException(e.getMessage());
    }
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  Primitives primitives() {
    return Primitives.of(this);
  }

  /** Registers a service whose implementation class need not be public. */
  void add(String type, String algorithm, MlsService.Factory factory) {
    putService(new MlsService(this, type, algorithm, List.of(), key -> true, factory));
  }

  void add(MlsService service) {
    putService(service);
  }

  private void register(CipherSuiteId id) {
    String name = id.ianaName().orElseThrow();
    List<String> aliases = List.of(Integer.toString(id.value()), id.toString());
    putService(
        new MlsService(
            this,
            CipherSuite.SERVICE_TYPE,
            name,
            aliases,
            key -> true,
            () -> new Rfc9420CipherSuiteSpi(id, this)));
  }

  private void register(SignatureScheme scheme) {
    putService(
        new MlsService(
            this,
            "Signature",
            scheme.jcaName(),
            List.of(),
            key -> MlsSignatureSpi.accepts(scheme, key),
            () -> new MlsSignatureSpi(scheme, this)));
    add(
        "KeyPairGenerator",
        scheme.isEdDsa() ? scheme.jcaName() : "ECDSA-" + scheme.curve(),
        () -> new MlsKeyPairGenerator(scheme, this));
  }

  private void register(KemId kem) {
    add("KeyPairGenerator", kem.jcaName(), () -> new MlsKeyPairGenerator(kem, this));
  }

  private static final class Standard {
    static final MlsProvider INSTANCE = new MlsProvider();
  }
}
