package dev.claviger.hsm.jca;

import dev.claviger.crypto.engine.ProviderHkdf;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.hsm.cryptoki.Ckm;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By which route the HPKE keys of SunPKCS11 work: RAW_SECRET, or ON_TOKEN_HKDF through its KDF
 * service, which JDK 25 has where the token lists CKM_HKDF_DATA. (It needs CKM_CONCATENATE_… too,
 * which NSS can do and does not list.) One for all keys of a vault, since it is a matter of
 * SunPKCS11's configuration.
 */
public record SunRoute(Optional<AgreementRoute> chosen, String whyNoOther) {
  /**
   * The first of the allowed ones that there is.
   *
   * @param allowed the preferred one first
   * @param mechanisms that the token lists
   */
  public static SunRoute choose(List<AgreementRoute> allowed, Set<Long> mechanisms) {
    String lack = lack(mechanisms);
    Optional<AgreementRoute> first =
        allowed.stream()
            .filter(
                route ->
                    route == AgreementRoute.RAW_SECRET
                        || (route == AgreementRoute.ON_TOKEN_HKDF && lack.isEmpty()))
            .findFirst();
    return new SunRoute(first, lack);
  }

  /** Whether what SunPKCS11 agrees is to stay on the token. */
  public boolean sealed() {
    return chosen.filter(AgreementRoute.ON_TOKEN_HKDF::equals).isPresent();
  }

  /** Why there is none, for a reader. */
  String none(List<AgreementRoute> allowed) {
    return "of the routes "
        + allowed
        + " SunPKCS11 can take none here: "
        + (whyNoOther.isEmpty() ? "" : "ON_TOKEN_HKDF not, for " + whyNoOther + "; ")
        + "DIGEST_KEY never; RAW_SECRET if it is allowed (Pkcs11Config.Builder.routes)";
  }

  private static String lack(Set<Long> mechanisms) {
    if (!ProviderHkdf.isInThisRuntime()) {
      return "the JDK "
          + Runtime.version().feature()
          + " has no javax.crypto.KDF, which came with JDK 25";
    }
    return mechanisms.contains(Ckm.HKDF_DATA)
        ? ""
        : "the token does not list " + Ckm.name(Ckm.HKDF_DATA);
  }
}
