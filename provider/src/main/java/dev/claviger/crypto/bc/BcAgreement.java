package dev.claviger.crypto.bc;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.EphemeralKey;
import dev.claviger.crypto.primitive.FixedBasePrimitive;
import dev.claviger.crypto.primitive.KeyScalars;

/** What is done with raw keys of one curve, with any base and with the fixed one. */
interface BcAgreement extends AgreementPrimitive, FixedBasePrimitive {
  Curve curve();

  @Override
  default EphemeralKey ephemeral() {
    return EphemeralKey.of(KeyScalars.random(curve()), this, this);
  }
}
