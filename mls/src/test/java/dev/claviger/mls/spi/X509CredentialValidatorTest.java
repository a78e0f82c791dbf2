package dev.claviger.mls.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.MlsPublicKeySpec;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.CredentialValidator.Presented;
import dev.claviger.mls.spi.CredentialValidator.Role;
import dev.claviger.mls.spi.CredentialValidator.Verdict;
import dev.claviger.mls.wire.Certificate;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class X509CredentialValidatorTest {
  private final KeyVault vault = SoftwareVault.create();
  private final CipherSuite suite = TestClients.suite();
  private final VaultKey key = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
  private final TestAuthority root = new TestAuthority("root");
  private final TestAuthority issuer = new TestAuthority("issuer");
  private final X509CredentialValidator validator =
      X509CredentialValidator.trusting(suite, List.of(root.selfSigned()));

  X509CredentialValidatorTest() throws GeneralSecurityException {}

  @Test
  void chainToAnAnchor_isAccepted_withAndWithoutTheAnchorInIt() throws Exception {
    X509Certificate alice = issuer.certify(7, "alice", jca(key));
    assertAccepted(validator, chain(alice, root.certify(issuer)));
    assertAccepted(validator, chain(alice, root.certify(issuer), root.selfSigned()));
    assertAccepted(validator, chain(root.certify(8, "alice", jca(key))));
  }

  @Test
  void chainWithAGapOrToAStranger_isRejected() throws Exception {
    X509Certificate alice = issuer.certify(7, "alice", jca(key));
    assertRejected(validator, "not valid", chain(alice));
    assertRejected(validator, "not valid", chain(alice, issuer.selfSigned()));
    assertRejected(validator, "not valid", chain(root.certify(issuer), alice));
    assertRejected(validator, "empty", new Credential.X509(List.of()));
  }

  @Test
  void certificateThatIsNone_isRejected() {
    Credential garbage = new Credential.X509(List.of(new Certificate(Bytes.utf8("garbage"))));
    assertRejected(validator, "not valid", garbage);
    assertRejected(validator, "only X.509", Credential.basic("alice"));
  }

  @Test
  void certificateOfAnotherKey_isRejected() throws Exception {
    VaultKey other = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    assertRejected(validator, "another key", chain(root.certify(7, "alice", jca(other))));
  }

  @Test
  void certificateThatIsNotForSigning_isRejected() throws Exception {
    assertRejected(
        validator, "not one for signing", chain(root.certifyForEncryption(7, "alice", jca(key))));
  }

  @Test
  void certificateOfAnotherTime_isRejected() throws Exception {
    Credential alice = chain(root.certify(7, "alice", jca(key)));
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    assertRejected(validator.at(later), "not valid", alice);
  }

  @Test
  void revokedCertificate_isRejected_andOneThatNoListCoversToo() throws Exception {
    Credential alice = chain(root.certify(7, "alice", jca(key)));
    assertAccepted(validator.withCrls(List.of(root.revoking(8))), alice);
    assertRejected(validator.withCrls(List.of(root.revoking(7))), "not valid", alice);
    assertRejected(validator.withCrls(List.of()), "not valid", alice);
    assertRejected(validator.withCrls(List.of(issuer.revoking())), "not valid", alice);
  }

  @Test
  void successorIsOfTheSameSubject() throws Exception {
    Credential before = chain(root.certify(7, "alice", jca(key)));
    Role successor = new Role.Successor(new LeafIndex(0), before);
    Credential renewed = chain(root.certify(9, "alice", jca(key)));
    Credential other = chain(root.certify(9, "bob", jca(key)));
    assertEquals(new Verdict.Accepted(), validate(validator, renewed, successor));
    assertInstanceOf(Verdict.Rejected.class, validate(validator, other, successor));
    Role fromBasic = new Role.Successor(new LeafIndex(0), Credential.basic("alice"));
    assertInstanceOf(Verdict.Rejected.class, validate(validator, renewed, fromBasic));
  }

  @Test
  void manyAreJudgedAtOnce_eachOnItsOwn_inTheirOrder() throws Exception {
    List<CredentialValidator.Presented> presented = new ArrayList<>();
    List<Boolean> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TestAuthority by = i % 3 == 0 ? issuer : root;
      presented.add(
          new CredentialValidator.Presented(
              chain(by.certify(100 + i, "member " + i, jca(key))),
              key.asSignatureKeyPair().publicKey(),
              new Role.Member(new LeafIndex(i))));
      expected.add(by == root);
    }
    assertEquals(
        expected,
        validator.validateAll(presented).stream().map(Verdict.Accepted.class::isInstance).toList());
  }

  @Test
  void withoutAnAnchorThereIsNoValidator() {
    assertThrows(
        IllegalArgumentException.class, () -> X509CredentialValidator.trusting(suite, List.of()));
  }

  @Test
  void groupOfCertifiedMembers_refusesAStranger() throws Exception {
    Group alice = client(root, "alice").createGroup();
    MlsClient bob = client(root, "bob");
    PendingCommit add = alice.commit().add(bob.keyPackage()).build();
    add.accept();
    Group joined = bob.join(add.welcome().orElseThrow());
    assertEquals(alice.epochAuthenticator(), joined.epochAuthenticator());
    MlsClient mallory = client(issuer, "mallory");
    Refusals.assertRefused(
        Rule.CREDENTIAL_IS_VALID, () -> alice.commit().add(mallory.keyPackage()).build());
  }

  private MlsClient client(TestAuthority authority, String name) throws GeneralSecurityException {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    return TestClients.builder(suite, name, vault)
        .signatureKey(signer)
        .credential(chain(authority.certify(5, name, jca(signer))))
        .validator(validator)
        .build();
  }

  private void assertAccepted(X509CredentialValidator by, Credential credential) {
    assertEquals(new Verdict.Accepted(), validate(by, credential, new Role.Joiner()));
  }

  private void assertRejected(X509CredentialValidator by, String why, Credential credential) {
    Verdict verdict = validate(by, credential, new Role.Joiner());
    String reason = assertInstanceOf(Verdict.Rejected.class, verdict).reason();
    assertTrue(reason.contains(why), reason);
  }

  private Verdict validate(X509CredentialValidator by, Credential credential, Role role) {
    return by.validate(new Presented(credential, new SignaturePublicKey(key.publicKey()), role));
  }

  private PublicKey jca(VaultKey of) throws GeneralSecurityException {
    return KeyFactory.getInstance(suite.signatureScheme().curve().jcaName(), MlsProvider.standard())
        .generatePublic(new MlsPublicKeySpec(of.publicKey()));
  }

  private static Credential chain(X509Certificate... certificates)
      throws CertificateEncodingException {
    List<Certificate> chain = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      chain.add(new Certificate(Bytes.wrap(certificate.getEncoded())));
    }
    return new Credential.X509(chain);
  }
}
