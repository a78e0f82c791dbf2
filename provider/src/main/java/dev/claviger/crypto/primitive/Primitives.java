package dev.claviger.crypto.primitive;

import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chosen implementation of each primitive. Candidates are asked in the configured order; each
 * must pass a self-test once, and the first that does is kept.
 */
public final class Primitives {
  private static final Map<String, Primitives> BY_ORDER = new ConcurrentHashMap<>();

  private final PrimitiveOrder order;
  private final Map<Primitive, Choice> choices = new ConcurrentHashMap<>();

  private Primitives(PrimitiveOrder order) {
    this.order = order;
  }

  /**
   * What became of choosing a primitive.
   *
   * @param backend the name of the one chosen
   * @param refused why each candidate before it was passed over
   */
  public record Choice(Object implementation, String backend, List<String> refused) {}

  /**
   * The choices of a provider that carries its order as the property {@value
   * PrimitiveOrder#PROPERTY}; they are made once for all that have the same order.
   */
  public static Primitives of(Provider provider) {
    return in(provider.getProperty(PrimitiveOrder.PROPERTY, ""));
  }

  /**
   * @throws IllegalArgumentException if the text is no {@link PrimitiveOrder}
   */
  public static Primitives in(String order) {
    return BY_ORDER.computeIfAbsent(order, text -> new Primitives(PrimitiveOrder.parse(text)));
  }

  public DigestPrimitive digest(KdfId kdf) {
    return (DigestPrimitive) choice(new Primitive.Digest(kdf)).implementation();
  }

  public MacPrimitive mac(KdfId kdf) {
    return (MacPrimitive) choice(new Primitive.Mac(kdf)).implementation();
  }

  public AeadPrimitive aead(AeadId aead) {
    return (AeadPrimitive) choice(new Primitive.Aead(aead)).implementation();
  }

  public SignaturePrimitive signature(SignatureScheme scheme) {
    return (SignaturePrimitive) choice(new Primitive.Signature(scheme)).implementation();
  }

  public AgreementPrimitive agreement(Curve curve) {
    return (AgreementPrimitive) choice(new Primitive.Agreement(curve)).implementation();
  }

  public FixedBasePrimitive fixedBase(Curve curve) {
    return (FixedBasePrimitive) choice(new Primitive.FixedBase(curve)).implementation();
  }

  /**
   * @throws CryptoException if no candidate has the primitive and passes its self-test
   */
  public Choice choice(Primitive primitive) {
    return choices.computeIfAbsent(primitive, this::choose);
  }

  /** The candidates in order, for a report. */
  public List<String> candidates(Primitive primitive) {
    return order.candidates(primitive);
  }

  /**
   * A named candidate's implementation, after its self-test.
   *
   * @throws GeneralSecurityException if it does not have the primitive or fails the self-test
   */
  public static Object candidate(Primitive primitive, String backend)
      throws GeneralSecurityException {
    Object implementation = primitive.from(Backends.find(backend));
    SelfTest.run(primitive, implementation);
    return implementation;
  }

  private Choice choose(Primitive primitive) {
    List<String> refused = new ArrayList<>();
    for (String name : candidates(primitive)) {
      try {
        return new Choice(candidate(primitive, name), name, List.copyOf(refused));
      } catch (GeneralSecurityException | RuntimeException e) {
        refused.add(name + ": " + e.getMessage());
      }
    }
    throw new CryptoException("nobody provides " + primitive.name() + " " + refused);
  }
}
