package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.conformance.csr.CertificationRequest;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.X509CredentialValidator;
import dev.claviger.mls.wire.Certificate;
import dev.claviger.mls.wire.Credential;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members whose signature keys live in a token and whose names a CA vouches for. */
final class CertifiedMembersTest {
  private final CertificateAuthority authority = new CertificateAuthority();

  CertifiedMembersTest() throws GeneralSecurityException {}

  static List<CipherSuiteId> suites() {
    return CipherSuiteId.rfc9420();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void membersAreCertifiedByRequestsThatTheTokenSigned(CipherSuiteId id) throws Exception {
    CipherSuite suite = Engine.suite(id);
    try (Pkcs11Vault vault = Pkcs11Vault.open(SoftHsm.token(CertifiedMembersTest.class).build());
        MlsClient alice = member("alice", suite, vault, authority);
        MlsClient bob = member("bob", suite, vault, authority);
        MlsClient mallory = member("mallory", suite, vault, new CertificateAuthority())) {
      Group group = alice.createGroup();
      PendingCommit commit = group.commit().add(bob.keyPackage()).build();
      commit.accept();
      Group joined = bob.join(commit.welcome().orElseThrow());
      Received.Application heard =
          assertInstanceOf(Received.Application.class, joined.process(group.protect("hello")));
      assertEquals(alice.credential(), heard.sender().credential());
      ValidationException refusal =
          assertThrows(
              ValidationException.class, () -> group.commit().add(mallory.keyPackage()).build());
      assertEquals(Rule.CREDENTIAL_IS_VALID, refusal.rule());
      vault.list().stream()
          .filter(key -> key.purpose() == KeyPurpose.SIGNATURE)
          .forEach(key -> vault.destroy(key.ref()));
    }
  }

  private MlsClient member(
      String name, CipherSuite suite, Pkcs11Vault vault, CertificateAuthority certifier)
      throws GeneralSecurityException, IOException {
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    Bytes certificate =
        Bytes.copyOf(certifier.certify(CertificationRequest.of(key, "CN=" + name)).getEncoded());
    return MlsClient.builder()
        .suite(suite)
        .vault(vault)
        .signatureKey(key)
        .credential(new Credential.X509(List.of(new Certificate(certificate))))
        .validator(X509CredentialValidator.trusting(suite, List.of(authority.root())))
        .build();
  }
}
