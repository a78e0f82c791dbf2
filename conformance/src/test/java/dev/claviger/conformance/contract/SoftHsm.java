package dev.claviger.conformance.contract;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.bench.TokenBenchTest;
import dev.claviger.conformance.cli.KeyCommandTest;
import dev.claviger.conformance.cli.TokenCommandTest;
import dev.claviger.conformance.docs.TwoTokensExampleTest;
import dev.claviger.conformance.interop.SoftHsmScriptsTest;
import dev.claviger.conformance.peers.BouncyCastleScriptsTest;
import dev.claviger.conformance.peers.CoreCryptoTest;
import dev.claviger.conformance.process.KeytoolTest;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The one SoftHSM of this process, with a token of its own for each class that tests on it. */
public final class SoftHsm {
  /** All of them, because SoftHSM looks for tokens once, when the process first uses it. */
  private static final List<Class<?>> TESTS =
      List.of(
          ApprovedModeTest.class,
          BouncyCastleScriptsTest.class,
          CertifiedMembersTest.class,
          CoreCryptoTest.class,
          ForkInStoreTest.class,
          ImportedGroupTest.class,
          ImportedPathKeysTest.class,
          KeyCommandTest.class,
          KeyLifecycleTest.class,
          KeytoolTest.class,
          PoolOnTokenTest.class,
          SoftHsmCipherSuiteTest.class,
          SoftHsmConcurrencyTest.class,
          SoftHsmGroupTest.class,
          SoftHsmKeyVaultTest.class,
          SoftHsmScriptsTest.class,
          StoredOnTokenTest.class,
          SunPkcs11CipherSuiteTest.class,
          SunPkcs11GroupTest.class,
          SunPkcs11KeyVaultTest.class,
          TokenBenchTest.class,
          TokenCommandTest.class,
          TokenKeyStoreTest.class,
          TripwireSoftHsmCipherSuiteTest.class,
          TripwireSoftHsmGroupTest.class,
          TwoTokensExampleTest.class,
          TwoTokensExampleTest.HpkeKeys.class,
          TwoTokensTest.class,
          TwoTokensTest.TwoTokensSignatures.class,
          WrappedCipherSuiteTest.class,
          WrappedGroupTest.class,
          WrappedKeyVaultTest.class);

  private static final Optional<ScratchSoftHsm> INSTANCE = create();

  private SoftHsm() {}

  /** The token of a test class, or the class says loudly that it did not run. */
  static Pkcs11Config.Builder token(Class<?> tests) {
    return of(tests).config(tests.getSimpleName());
  }

  /** What has that token, which bears the class's simple name. */
  public static ScratchSoftHsm of(Class<?> tests) {
    if (!TESTS.contains(tests)) {
      throw new IllegalArgumentException("SoftHsm.TESTS does not name " + tests.getSimpleName());
    }
    return INSTANCE.orElseGet(
        () -> {
          Loudly.notRunButUnderCi(
              tests.getSimpleName(), ScratchSoftHsm.missing().orElse("set-up failed"));
          throw new AssertionError("unreachable");
        });
  }

  /** How many objects the token of a class holds: SoftHSM keeps each in a file, public keys too. */
  public static long tokenObjects(Class<?> tests) {
    Path folder = INSTANCE.orElseThrow().configuration().resolveSibling("tokens");
    String label = String.format("%-32s", tests.getSimpleName());
    try (Stream<Path> tokens = Files.list(folder)) {
      Path token = tokens.filter(one -> bears(one, label)).findFirst().orElseThrow();
      try (Stream<Path> files = Files.list(token)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".object") && !name.equals("token.object"))
            .count();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A label fills 32 bytes, as PKCS#11 has it. */
  private static boolean bears(Path token, String label) {
    try {
      return Files.readString(token.resolve("token.object"), StandardCharsets.ISO_8859_1)
          .contains(label);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ScratchSoftHsm> create() {
    if (ScratchSoftHsm.missing().isPresent()) {
      return Optional.empty();
    }
    ScratchSoftHsm softHsm =
        ScratchSoftHsm.create(TESTS.stream().map(Class::getSimpleName).toArray(String[]::new));
    Runtime.getRuntime().addShutdownHook(new Thread(softHsm::close));
    return Optional.of(softHsm);
  }
}
