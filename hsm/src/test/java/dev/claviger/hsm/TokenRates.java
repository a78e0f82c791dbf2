package dev.claviger.hsm;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;

/** Prints how often a second SoftHSM signs, agrees and generates through the vault, one thread. */
final class TokenRates {
  private static final byte[] MESSAGE = new byte[200];
  private static final long WARM_UP = 500_000_000L;
  private static final long MEASURED = 1_500_000_000L;

  private TokenRates() {}

  private interface Work {
    void once() throws GeneralSecurityException;
  }

  public static void main(String[] arguments) throws GeneralSecurityException {
    try (ScratchSoftHsm softHsm = ScratchSoftHsm.create(SoftHsm.TOKEN)) {
      try (Pkcs11Vault vault = Pkcs11Vault.open(softHsm.config(SoftHsm.TOKEN).build())) {
        for (SignatureScheme scheme : SignatureScheme.values()) {
          VaultKey key = vault.generate(Pkcs11VaultTest.purpose(scheme), scheme);
          print("sign " + scheme, () -> Pkcs11VaultTest.sign(key, MESSAGE));
          vault.destroy(key.ref());
        }
        for (KeyAlgorithm algorithm : Pkcs11VaultTest.algorithms()) {
          print(
              "generate and destroy " + algorithm,
              () ->
                  vault.destroy(
                      vault.generate(Pkcs11VaultTest.purpose(algorithm), algorithm).ref()));
        }
      }
      for (AgreementRoute route : List.of(AgreementRoute.DIGEST_KEY, AgreementRoute.RAW_SECRET)) {
        try (Pkcs11Vault vault =
            Pkcs11Vault.open(softHsm.config(SoftHsm.TOKEN).routes(route).build())) {
          for (KemId kem : KemId.values()) {
            extract(vault, kem);
          }
        }
      }
    }
  }

  private static void extract(Pkcs11Vault vault, KemId kem) throws GeneralSecurityException {
    VaultKey key = vault.generate(Pkcs11VaultTest.purpose(kem), kem);
    AgreementHandle handle = (AgreementHandle) key.privateKey();
    KeyPair peer = Software.generate(kem.curve());
    List<HpkePublicKey> peers = List.of(Software.encoded(kem.curve(), peer.getPublic()));
    try (Secret prefix = Secret.copyOf(Bytes.utf8("prefix"))) {
      print("extract " + handle.route() + " " + kem, () -> handle.extract(prefix, peers).destroy());
    }
    vault.destroy(key.ref());
  }

  private static void print(String what, Work work) throws GeneralSecurityException {
    rate(work, WARM_UP);
    System.out.printf("%-60s %8.0f /s%n", what, rate(work, MEASURED));
  }

  private static double rate(Work work, long nanos) throws GeneralSecurityException {
    long start = System.nanoTime();
    long count = 0;
    long now;
    do {
      work.once();
      count++;
      now = System.nanoTime();
    } while (now - start < nanos);
    return count * 1e9 / (now - start);
  }
}
