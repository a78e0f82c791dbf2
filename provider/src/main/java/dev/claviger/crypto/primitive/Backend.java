package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import java.security.GeneralSecurityException;

/** A source of primitives. Each method throws when this backend does not have that primitive. */
public interface Backend {
  String name();

  DigestPrimitive digest(KdfId kdf) throws GeneralSecurityException;

  MacPrimitive mac(KdfId kdf) throws GeneralSecurityException;

  AeadPrimitive aead(AeadId aead) throws GeneralSecurityException;

  SignaturePrimitive signature(SignatureScheme scheme) throws GeneralSecurityException;

  AgreementPrimitive agreement(Curve curve) throws GeneralSecurityException;

  FixedBasePrimitive fixedBase(Curve curve) throws GeneralSecurityException;
}
