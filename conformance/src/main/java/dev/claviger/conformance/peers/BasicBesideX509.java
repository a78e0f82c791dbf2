package dev.claviger.conformance.peers;

import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.wire.CredentialType;
import java.util.Set;

/** Takes basic credentials at their word, and says that it knows X.509, as core-crypto wants. */
public final class BasicBesideX509 implements CredentialValidator {
  @Override
  public Verdict validate(Presented presented) {
    return CredentialValidator.trustBasic().validate(presented);
  }

  @Override
  public Set<CredentialType> supportedTypes() {
    return Set.of(CredentialType.BASIC, CredentialType.X509);
  }
}
