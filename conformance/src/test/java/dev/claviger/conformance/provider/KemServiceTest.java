package dev.claviger.conformance.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.conformance.Loudly;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.provider.MlsProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import javax.crypto.SecretKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code KEM} DHKEM-*, found in the multi-release part of the provider's jar. Called by reflection,
 * because the class is not in what {@code --release 17} compiles against.
 */
class KemServiceTest {
  private static final Provider MLS = new MlsProvider();

  @ParameterizedTest
  @EnumSource(KemId.class)
  void bothSidesHaveTheSameSecret(KemId kem) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(kem.jcaName(), MLS).generateKeyPair();
    Object service = service(kem);
    Object encapsulator =
        invoke(service, "newEncapsulator", new Class<?>[] {PublicKey.class}, pair.getPublic());
    Object encapsulated = invoke(encapsulator, "encapsulate", new Class<?>[0]);
    SecretKey sent = (SecretKey) invoke(encapsulated, "key", new Class<?>[0]);
    byte[] enc = (byte[]) invoke(encapsulated, "encapsulation", new Class<?>[0]);

    Object decapsulator =
        invoke(service, "newDecapsulator", new Class<?>[] {PrivateKey.class}, pair.getPrivate());
    SecretKey received =
        (SecretKey) invoke(decapsulator, "decapsulate", new Class<?>[] {byte[].class}, enc);

    assertArrayEquals(sent.getEncoded(), received.getEncoded());
    assertEquals(kem.encLength(), enc.length);
    assertEquals(kem.secretLength(), sent.getEncoded().length);
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void refusesAForeignPrivateKey_whenTheDecapsulatorIsMade(KemId kem) throws Exception {
    PrivateKey foreign = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    Object service = service(kem);

    assertThrows(
        InvalidKeyException.class,
        () -> invoke(service, "newDecapsulator", new Class<?>[] {PrivateKey.class}, foreign));
  }

  private static Object service(KemId kem) throws Exception {
    Class<?> type;
    try {
      type = Class.forName("javax.crypto.KEM");
    } catch (ClassNotFoundException e) {
      Loudly.notRun("the KEM services", "this JDK has no javax.crypto.KEM");
      throw e;
    }
    assertNotNull(MLS.getService("KEM", kem.jcaName()), "registered where the JDK has KEM");
    return type.getMethod("getInstance", String.class, Provider.class)
        .invoke(null, kem.jcaName(), MLS);
  }

  private static Object invoke(Object target, String name, Class<?>[] types, Object... arguments)
      throws Exception {
    Method method = target.getClass().getMethod(name, types);
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof GeneralSecurityException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
