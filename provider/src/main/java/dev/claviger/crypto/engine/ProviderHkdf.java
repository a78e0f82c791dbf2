package dev.claviger.crypto.engine;

import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.NotOnAndroid;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KdfId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * HKDF-Extract as a JCA provider does it for keys of its own that it does not show: {@code
 * javax.crypto.KDF}, which JDK 25 has. SunPKCS11 then joins the inputs and extracts on the token.
 * The floor is JDK 17, so the interface is reached by method handles, and only here.
 */
public final class ProviderHkdf {
  private static final Optional<Api> API = Api.find();

  private final Provider provider;
  private final KdfId kdf;

  private ProviderHkdf(Provider provider, KdfId kdf) {
    this.provider = provider;
    this.kdf = kdf;
  }

  /** Whether this Java runtime has the interface at all. */
  public static boolean isInThisRuntime() {
    return API.isPresent();
  }

  /** Empty if the runtime has no such interface, or the provider no such service. */
  public static Optional<ProviderHkdf> of(Provider provider, KdfId kdf) {
    return API.isPresent() && provider.getService("KDF", name(kdf)) != null
        ? Optional.of(new ProviderHkdf(provider, kdf))
        : Optional.empty();
  }

  /**
   * {@code HKDF-Extract("", prefix ‖ values)} (RFC 5869 §2.2).
   *
   * @param prefix of which a copy stays in the heap until it is collected, since the JDK's
   *     parameters cannot be destroyed
   * @param values keys of that provider, which may be without encoding
   * @throws GeneralSecurityException or {@link ProviderException} if the provider cannot
   */
  @NotOnAndroid
  public Secret extract(Secret prefix, List<SecretKey> values) throws GeneralSecurityException {
    Api api = API.orElseThrow();
    byte[] start = prefix.expose();
    try {
      Object builder = api.ofExtract.invoke();
      builder = api.addBytes.invoke(builder, start);
      for (SecretKey value : values) {
        builder = api.addKey.invoke(builder, value);
      }
      Object derivation = api.getInstance.invoke(name(kdf), provider);
      Object parameters = api.extractOnly.invoke(builder);
      return Secret.wrap((byte[]) api.deriveData.invoke(derivation, parameters));
    } catch (GeneralSecurityException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new CryptoException("javax.crypto.KDF failed", e);
    } finally {
      Arrays.fill(start, (byte) 0);
    }
  }

  /** The JDK's name: HKDF-SHA256. */
  private static String name(KdfId kdf) {
    return "HKDF-" + kdf.digest().replace("-", "");
  }

  private record Api(
      MethodHandle getInstance,
      MethodHandle deriveData,
      MethodHandle ofExtract,
      MethodHandle addBytes,
      MethodHandle addKey,
      MethodHandle extractOnly) {
    static Optional<Api> find() {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      try {
        Class<?> kdf = Class.forName("javax.crypto.KDF");
        Class<?> spec = Class.forName("javax.crypto.spec.HKDFParameterSpec");
        Class<?> builder = Class.forName("javax.crypto.spec.HKDFParameterSpec$Builder");
        Class<?> extract = Class.forName("javax.crypto.spec.HKDFParameterSpec$Extract");
        return Optional.of(
            new Api(
                lookup.findStatic(
                    kdf, "getInstance", MethodType.methodType(kdf, String.class, Provider.class)),
                lookup.findVirtual(
                    kdf,
                    "deriveData",
                    MethodType.methodType(byte[].class, AlgorithmParameterSpec.class)),
                lookup.findStatic(spec, "ofExtract", MethodType.methodType(builder)),
                lookup.findVirtual(builder, "addIKM", MethodType.methodType(builder, byte[].class)),
                lookup.findVirtual(
                    builder, "addIKM", MethodType.methodType(builder, SecretKey.class)),
                lookup.findVirtual(builder, "extractOnly", MethodType.methodType(extract))));
      } catch (ReflectiveOperationException e) {
        return Optional.empty();
      }
    }
  }
}
