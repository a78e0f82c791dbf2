package dev.claviger.conformance.contract;

import dev.claviger.conformance.Loudly;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.scratch.ScratchNss;
import java.util.List;
import java.util.Map;

/** The NSS softokn of this process, in both its modes, with a token for each class of tests. */
enum Nss {
  /** As it comes. */
  DATABASE,
  /** In FIPS mode, which is another entry to the same library. */
  FIPS;

  /** All of them, because NSS is told of its databases when it is initialised. */
  private static final List<Class<?>> TESTS =
      List.of(
          ImportedPathKeysTest.class,
          NssCipherSuiteTest.class,
          NssConcurrencyTest.class,
          NssGroupTest.class,
          NssKeyVaultTest.class,
          NssFipsCipherSuiteTest.class,
          NssFipsGroupTest.class,
          NssFipsKeyVaultTest.class,
          SunPkcs11NssCipherSuiteTest.class,
          SunPkcs11NssGroupTest.class,
          SunPkcs11NssKeyVaultTest.class,
          TwoTokensTest.class);

  private static final Map<Nss, ScratchNss> INSTANCES = create();

  /** The token of a test class, or the class says loudly that it did not run. */
  Pkcs11Config.Builder token(Class<?> tests) {
    if (!TESTS.contains(tests)) {
      throw new IllegalArgumentException("Nss.TESTS does not name " + tests.getSimpleName());
    }
    if (INSTANCES.isEmpty()) {
      Loudly.notRunButUnderCi(tests.getSimpleName(), ScratchNss.missing().orElse("set-up failed"));
    }
    return INSTANCES.get(this).config(tests.getSimpleName());
  }

  private static Map<Nss, ScratchNss> create() {
    if (ScratchNss.missing().isPresent()) {
      return Map.of();
    }
    String[] labels = TESTS.stream().map(Class::getSimpleName).toArray(String[]::new);
    Map<Nss, ScratchNss> all =
        Map.of(DATABASE, ScratchNss.create(labels), FIPS, ScratchNss.createFips(labels));
    all.values().forEach(nss -> Runtime.getRuntime().addShutdownHook(new Thread(nss::close)));
    return all;
  }
}
