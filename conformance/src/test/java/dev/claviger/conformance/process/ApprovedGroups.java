package dev.claviger.conformance.process;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.primitive.Primitive;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;

/**
 * A program for a JVM of its own: groups in the suites of approved mode, with the primitives of one
 * JCA provider, and which of them were taken from where.
 */
public final class ApprovedGroups {
  private static final List<Primitive> PRIMITIVES =
      List.of(
          new Primitive.Digest(KdfId.HKDF_SHA256),
          new Primitive.Digest(KdfId.HKDF_SHA384),
          new Primitive.Digest(KdfId.HKDF_SHA512),
          new Primitive.Mac(KdfId.HKDF_SHA256),
          new Primitive.Mac(KdfId.HKDF_SHA384),
          new Primitive.Mac(KdfId.HKDF_SHA512),
          new Primitive.Aead(AeadId.AES_128_GCM),
          new Primitive.Aead(AeadId.AES_256_GCM),
          new Primitive.Signature(SignatureScheme.ECDSA_SECP256R1_SHA256),
          new Primitive.Signature(SignatureScheme.ECDSA_SECP384R1_SHA384),
          new Primitive.Signature(SignatureScheme.ECDSA_SECP521R1_SHA512),
          new Primitive.Agreement(Curve.P256),
          new Primitive.Agreement(Curve.P384),
          new Primitive.Agreement(Curve.P521),
          new Primitive.FixedBase(Curve.P256),
          new Primitive.FixedBase(Curve.P384),
          new Primitive.FixedBase(Curve.P521));

  private ApprovedGroups() {}

  /**
   * @param arguments the name of the provider
   */
  public static void main(String... arguments) throws NoSuchAlgorithmException {
    String backend = arguments[0];
    Provider provider =
        new MlsProvider().configure("suites=approved;curves=" + backend + ";symmetric=" + backend);
    for (Primitive primitive : PRIMITIVES) {
      System.out.println(
          primitive.name() + " by " + Primitives.of(provider).choice(primitive).backend());
    }
    for (int id : new int[] {2, 5, 7}) {
      CipherSuite suite = CipherSuite.getInstance(new CipherSuiteId(id), provider);
      try (SoftwareVault vault = SoftwareVault.create(provider);
          MlsClient alice = client("alice", suite, vault);
          MlsClient bob = client("bob", suite, vault)) {
        Group group = alice.createGroup();
        PendingCommit commit = group.commit().add(bob.keyPackage()).update().build();
        commit.accept();
        Group joined = bob.join(commit.welcome().orElseThrow());
        PendingCommit next = joined.commit().update().build();
        group.process(next.message());
        next.accept();
        Received.Application received =
            (Received.Application) joined.process(group.protect("approved"));
        System.out.println(suite.getAlgorithm() + " says " + received.text());
      }
    }
  }

  private static MlsClient client(String name, CipherSuite suite, SoftwareVault vault) {
    return MlsClient.builder().suite(suite).credential(Credential.basic(name)).vault(vault).build();
  }
}
