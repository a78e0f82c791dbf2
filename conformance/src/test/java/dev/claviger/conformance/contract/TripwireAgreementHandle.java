package dev.claviger.conformance.contract;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import java.util.List;

/** The same for a key that agrees. */
final class TripwireAgreementHandle extends TripwireHandle implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  TripwireAgreementHandle(AgreementHandle handle) {
    super(handle, handle.provider());
  }

  @Override
  public KemId kem() {
    return agreement().kem();
  }

  @Override
  public HpkePublicKey publicKey() {
    return agreement().publicKey();
  }

  @Override
  public AgreementRoute route() {
    return agreement().route();
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    return agreement().extract(prefix, peers);
  }

  private AgreementHandle agreement() {
    return (AgreementHandle) handle();
  }
}
