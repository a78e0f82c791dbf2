package android.security.keystore;

import java.security.spec.AlgorithmParameterSpec;

/**
 * Of Android's class of that name, what the vault calls. An application that is compiled against
 * Android sees all of it.
 */
public final class KeyGenParameterSpec implements AlgorithmParameterSpec {
  private KeyGenParameterSpec() {}

  /** Of Android's class of that name, what the vault calls. */
  public static final class Builder {
    public Builder(String keystoreAlias, int purposes) {}

    public native Builder setAlgorithmParameterSpec(AlgorithmParameterSpec spec);

    public native Builder setDigests(String... digests);

    public native Builder setAttestationChallenge(byte[] attestationChallenge);

    public native Builder setIsStrongBoxBacked(boolean isStrongBoxBacked);

    public native KeyGenParameterSpec build();
  }
}
