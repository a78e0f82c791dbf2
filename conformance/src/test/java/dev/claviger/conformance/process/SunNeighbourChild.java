package dev.claviger.conformance.process;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;

/**
 * A process in which Claviger and the JDK's SunPKCS11 use one library, step by step as its
 * arguments say: library, label, PIN file, steps.
 */
final class SunNeighbourChild {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  private final Path library;
  private final String label;
  private final Path pin;
  private Pkcs11Vault vault;
  private VaultKey key;
  private AuthProvider sun;
  private KeyPair sunKey;

  private SunNeighbourChild(Path library, String label, Path pin) {
    this.library = library;
    this.label = label;
    this.pin = pin;
  }

  public static void main(String[] arguments) throws Exception {
    SunNeighbourChild child =
        new SunNeighbourChild(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
    for (int i = 3; i < arguments.length; i++) {
      child.step(arguments[i]);
      System.out.println("done: " + arguments[i]);
    }
  }

  private void step(String step) throws Exception {
    switch (step) {
      case "we-open" -> open(config());
      case "we-open-to-finalise" -> open(config().finalizeOnClose(true));
      case "we-sign" -> sign();
      case "we-make-a-key" -> vault.destroy(generate().ref());
      case "we-end" -> vault.close();
      case "sun-opens" -> sunOpens();
      case "sun-signs" -> sunSigns();
      case "sun-cannot-sign" -> sunCannotSign();
      case "sun-logs-out" -> sun.logout();
      case "sun-ends" -> sunEnds();
      default -> throw new IllegalArgumentException(step);
    }
  }

  private Pkcs11Config.Builder config() {
    return Pkcs11Config.builder().library(library).tokenLabel(label).pin(PinSource.file(pin));
  }

  private void open(Pkcs11Config.Builder config) {
    vault = Pkcs11Vault.open(config.build());
    key = key == null ? generate() : vault.find(key.ref()).orElseThrow();
  }

  private VaultKey generate() {
    return vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
  }

  private void sign() {
    Bytes signature = ((SignatureHandle) key.privateKey()).sign(Bytes.wrap(MESSAGE));
    if (signature.isEmpty()) {
      throw new IllegalStateException("no signature");
    }
  }

  private void sunOpens() throws Exception {
    String text = "--name = neighbour\nlibrary = " + library + "\nslotListIndex = 0\n";
    sun = (AuthProvider) Security.getProvider("SunPKCS11").configure(text);
    Security.addProvider(sun);
    sun.login(null, this::givePin);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", sun);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    sunKey = generator.generateKeyPair();
  }

  private void givePin(Callback[] callbacks) throws java.io.IOException {
    for (Callback callback : callbacks) {
      ((PasswordCallback) callback).setPassword(Files.readString(pin).strip().toCharArray());
    }
  }

  private void sunSigns() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA", sun);
    signature.initSign(sunKey.getPrivate());
    signature.update(MESSAGE);
    signature.sign();
  }

  private void sunCannotSign() throws GeneralSecurityException {
    try {
      sunSigns();
    } catch (ProviderException | java.security.InvalidKeyException e) {
      return;
    }
    throw new IllegalStateException("SunPKCS11 outlived C_Finalize");
  }

  /** As a container ends it that stops an application. */
  private void sunEnds() throws Exception {
    sun.logout();
    Security.removeProvider(sun.getName());
    sun = null;
    sunKey = null;
    finaliseAsSunWould();
  }

  /** It has the call, in {@code sun.security.pkcs11.wrapper}, and makes it when it is told to. */
  private void finaliseAsSunWould() throws ReflectiveOperationException {
    Class<?> wrapper = Class.forName("sun.security.pkcs11.wrapper.PKCS11");
    var loaded = wrapper.getDeclaredField("moduleMap");
    loaded.setAccessible(true);
    Object module = ((java.util.Map<?, ?>) loaded.get(null)).values().iterator().next();
    var finalise = wrapper.getDeclaredMethod("C_Finalize", Object.class);
    finalise.setAccessible(true);
    finalise.invoke(module, (Object) null);
  }
}
