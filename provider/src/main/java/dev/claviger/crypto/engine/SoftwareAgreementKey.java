package dev.claviger.crypto.engine;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.RawKeyPair;
import java.security.Provider;
import java.util.List;

/** A DHKEM key in memory. Thread-safe. */
public final class SoftwareAgreementKey extends SoftwareKey implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  private final transient KemId kem;
  private final transient AgreementPrimitive agreement;
  private final transient Hkdf hkdf;
  private final transient boolean derived;

  /**
   * @param derived whether KEM.DeriveKeyPair made it
   */
  SoftwareAgreementKey(
      KemId kem,
      KeyName name,
      RawKeyPair pair,
      AgreementPrimitive agreement,
      Hkdf hkdf,
      Provider provider,
      boolean derived) {
    super(name, pair, provider, kem.curve());
    this.kem = kem;
    this.agreement = agreement;
    this.hkdf = hkdf;
    this.derived = derived;
  }

  /**
   * Hands a derived key over to a token, which alone has it then: this handle is destroyed.
   *
   * @return the private key in the form of RFC 9180 §7.1.2, the caller's to destroy
   * @throws IllegalArgumentException if the key was generated, and belongs to a vault
   */
  public Secret release() {
    if (!derived) {
      throw new IllegalArgumentException(ref() + " was generated; only derived keys move");
    }
    try {
      return use().privateKey().copy();
    } finally {
      destroy();
    }
  }

  @Override
  public KemId kem() {
    return kem;
  }

  @Override
  public HpkePublicKey publicKey() {
    return new HpkePublicKey(pair().publicKey());
  }

  @Override
  public AgreementRoute route() {
    return AgreementRoute.SOFTWARE;
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    Secret privateKey = use().privateKey();
    return DhExtract.extract(
        hkdf, prefix, peers, peer -> agreement.agree(privateKey, peer.value()));
  }
}
