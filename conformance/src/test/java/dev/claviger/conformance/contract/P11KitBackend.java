package dev.claviger.conformance.contract;

import dev.claviger.conformance.Loudly;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.scratch.ScratchP11Kit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SoftHSM behind p11-kit's socket, with a server of its own for each class of tests. The protocol
 * of p11-kit 0.24 carries ECDSA, and neither EdDSA nor any agreement; a later one may carry more.
 */
record P11KitBackend(Class<?> tests) implements VaultBackend {
  private static final Set<KeyAlgorithm> CARRIED =
      Set.of(
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.ECDSA_SECP521R1_SHA512);

  private static final Map<Class<?>, Set<KeyAlgorithm>> UNSUPPORTED = new ConcurrentHashMap<>();
  private static final Map<Class<?>, ScratchP11Kit> SERVERS = new ConcurrentHashMap<>();

  @Override
  public KeyVault open() {
    ScratchP11Kit.missing().ifPresent(why -> Loudly.notRun(tests.getSimpleName(), why));
    ScratchP11Kit remote = SERVERS.computeIfAbsent(tests, P11KitBackend::start);
    // The client reads its server's address from the environment when it is loaded.
    synchronized (SERVERS) {
      Pkcs11Config config = remote.config().build();
      return Pkcs11Vault.open(config);
    }
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return UNSUPPORTED.computeIfAbsent(tests, absent -> notCarried());
  }

  private Set<KeyAlgorithm> notCarried() {
    Set<KeyAlgorithm> not = new HashSet<>(VaultContract.algorithms());
    not.removeAll(CARRIED);
    try (KeyVault vault = open()) {
      not.removeIf(algorithm -> vault.supports(algorithm) instanceof VaultSupport.Supported);
    }
    return not;
  }

  private static ScratchP11Kit start(Class<?> tests) {
    ScratchP11Kit remote = ScratchP11Kit.create(tests.getSimpleName());
    Runtime.getRuntime().addShutdownHook(new Thread(remote::close));
    return remote;
  }
}
