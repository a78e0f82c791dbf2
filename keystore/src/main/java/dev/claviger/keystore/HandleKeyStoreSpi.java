package dev.claviger.keystore;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultLoginException;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.wire.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of vaults as entries: under the alias that they were bound to with a certificate chain
 * or a credential, or else under the URI of their reference. Keys are made by their vault, and an
 * entry is set with a handle of one of these vaults; no key can be put in.
 */
final class HandleKeyStoreSpi extends KeyStoreSpi {
  private final ClavigerKeyStoreProvider provider;
  private List<KeyVault> ours = List.of();
  private Contents contents = Contents.nothing();
  private Optional<VaultConfiguration> unopened = Optional.empty();
  private byte[] loadedFrom;

  HandleKeyStoreSpi(ClavigerKeyStoreProvider provider) {
    this.provider = provider;
  }

  @Override
  public void engineLoad(KeyStore.LoadStoreParameter parameter) throws IOException {
    if (parameter == null) {
      engineLoad(null, null);
    } else if (parameter instanceof VaultLoadStoreParameter vaults) {
      forget();
      try (PasswordSource password = PasswordSource.of(vaults.getProtectionParameter())) {
        if (vaults.configuration().isPresent()) {
          load(configuration(vaults.configuration().get()), password);
          return;
        }
        Optional<KeyBindings> otherwise = vaults.certificates().map(BindingsFile::new);
        show(
            new Contents(
                vaults.vaults().stream().map(vault -> Shelf.of(vault, otherwise)).toList(),
                vaults.vaults().stream().findFirst().orElse(null)));
      }
    } else {
      throw new IOException("a KeyStore of type MLS loads from a VaultLoadStoreParameter");
    }
  }

  /**
   * From the text of a configuration; without a stream, of the one that the provider was configured
   * with, or nothing. The password is the PIN of vaults without a file for it. Without a password
   * the vaults are opened when they are first asked for something: keytool loads first without one,
   * and again with it.
   */
  @Override
  public void engineLoad(InputStream stream, char[] password) throws IOException {
    forget();
    VaultConfiguration configuration;
    if (stream != null) {
      byte[] text = stream.readAllBytes();
      configuration = configuration(text);
      loadedFrom = text;
    } else if (provider.configuration().isPresent()) {
      configuration = configuration(provider.configuration().get());
    } else {
      return;
    }
    if (password == null) {
      unopened = Optional.of(configuration);
      return;
    }
    try (PasswordSource source = PasswordSource.of(password)) {
      load(configuration, source);
    }
  }

  /**
   * What it was loaded from, and nothing else: keys and certificates are stored where they were
   * made. keytool writes to its file whatever this gives.
   */
  @Override
  public void engineStore(OutputStream stream, char[] password) throws IOException {
    if (stream != null && loadedFrom != null) {
      stream.write(loadedFrom);
    }
  }

  @Override
  public void engineStore(KeyStore.LoadStoreParameter parameter) {}

  @Override
  public Key engineGetKey(String alias, char[] password) {
    return find(alias).<Key>map(found -> found.key().privateKey()).orElse(null);
  }

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(aliases());
  }

  @Override
  public int engineSize() {
    return aliases().size();
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return engineIsKeyEntry(alias) || engineIsCertificateEntry(alias);
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return find(alias).isPresent();
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return find(alias).isEmpty() && contents().findTrusted(alias).isPresent();
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // the contract of KeyStore.getCertificateChain
  public Certificate[] engineGetCertificateChain(String alias) {
    return find(alias)
        .map(Found::chain)
        .filter(chain -> !chain.isEmpty())
        .map(chain -> chain.toArray(Certificate[]::new))
        .orElse(null);
  }

  @Override
  public Certificate engineGetCertificate(String alias) {
    Certificate[] chain = engineGetCertificateChain(alias);
    return chain != null ? chain[0] : contents().findTrusted(alias).orElse(null);
  }

  /** Since when the certificate is valid; vaults do not tell when a key was made. */
  @Override
  public Date engineGetCreationDate(String alias) {
    return engineGetCertificate(alias) instanceof X509Certificate certificate
        ? certificate.getNotBefore()
        : null;
  }

  @Override
  public String engineGetCertificateAlias(Certificate certificate) {
    for (Found found : contents().keys().values()) {
      if (!found.chain().isEmpty() && found.chain().get(0).equals(certificate)) {
        return found.alias();
      }
    }
    return contents().trusted().entrySet().stream()
        .filter(trusted -> trusted.getValue().equals(certificate))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Override
  public KeyStore.Entry engineGetEntry(String alias, KeyStore.ProtectionParameter protection) {
    Optional<Found> found = find(alias);
    if (found.isEmpty()) {
      return contents().findTrusted(alias).map(KeyStore.TrustedCertificateEntry::new).orElse(null);
    }
    Found key = found.get();
    if (!key.chain().isEmpty()) {
      return new KeyStore.PrivateKeyEntry(
          key.key().privateKey(), key.chain().toArray(Certificate[]::new));
    }
    return credential(key)
        .<KeyStore.Entry>map(credential -> MlsSignatureKeyEntry.of(key.key(), credential))
        .orElseGet(() -> new VaultKeyEntry(key.key()));
  }

  @Override
  public boolean engineEntryInstanceOf(String alias, Class<? extends KeyStore.Entry> type) {
    return type.isInstance(engineGetEntry(alias, null));
  }

  @Override
  public void engineSetEntry(
      String alias, KeyStore.Entry entry, KeyStore.ProtectionParameter protection)
      throws KeyStoreException {
    if (entry instanceof MlsSignatureKeyEntry mls) {
      if (mls.credential() instanceof Credential.X509 x509) {
        bind(
            alias,
            mls.key().privateKey(),
            x509.certificates().stream().map(c -> c.value()).toList(),
            Optional.empty());
      } else {
        bind(alias, mls.key().privateKey(), List.of(), Optional.of(mls.credential().encode()));
      }
    } else if (entry instanceof KeyStore.PrivateKeyEntry key) {
      engineSetKeyEntry(alias, key.getPrivateKey(), null, key.getCertificateChain());
    } else if (entry instanceof KeyStore.TrustedCertificateEntry trusted) {
      engineSetCertificateEntry(alias, trusted.getTrustedCertificate());
    } else {
      throw new KeyStoreException("no entries of " + entry.getClass().getName() + " are kept here");
    }
  }

  /**
   * Binds a handle of one of the vaults to an alias and a chain. Another key of that alias loses
   * it, and stays under its reference.
   */
  @Override
  public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
      throws KeyStoreException {
    if (chain == null || chain.length == 0) {
      throw new KeyStoreException("a key is named together with a certificate chain");
    }
    bind(alias, key, Certificates.encode(Arrays.asList(chain)), Optional.empty());
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain)
      throws KeyStoreException {
    throw notOurs();
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate)
      throws KeyStoreException {
    Bytes der = Certificates.encode(certificate);
    if (find(alias).isPresent()) {
      throw new KeyStoreException(alias + " is the name of a key");
    }
    KeyBindings place =
        contents()
            .certificates()
            .orElseThrow(() -> new KeyStoreException("no vault here keeps certificates"));
    change(() -> place.trust(alias, der));
  }

  /** Destroys the key, or distrusts the certificate; what is not there is no error. */
  @Override
  public void engineDeleteEntry(String alias) throws KeyStoreException {
    Optional<Found> found = find(alias);
    if (found.isPresent()) {
      change(
          () -> {
            // The binding first: a key without one is still listed, the other way round is not.
            found.get().shelf().bindings().ifPresent(all -> all.remove(found.get().key().ref()));
            found.get().shelf().vault().destroy(found.get().key().ref());
          });
    } else if (contents().findTrusted(alias).isPresent()) {
      change(() -> contents().allBindings().forEach(all -> all.distrust(alias)));
    }
  }

  private void bind(String alias, Key key, List<Bytes> chain, Optional<Bytes> credential)
      throws KeyStoreException {
    if (!(key instanceof KeyHandle handle && key instanceof PrivateKey)) {
      throw notOurs();
    }
    Found target = contents().find(handle.ref()).orElseThrow(HandleKeyStoreSpi::notOurs);
    if (!chain.isEmpty()
        && !Certificates.parse(chain.get(0))
            .filter(endEntity -> Certificates.isOf(endEntity, target.key()))
            .isPresent()) {
      throw new KeyStoreException("the first certificate is not one of " + handle.ref());
    }
    KeyBindings bindings =
        target
            .shelf()
            .bindings()
            .orElseThrow(
                () ->
                    new KeyStoreException(
                        target.shelf().vault().name()
                            + " keeps no certificates: name a file for them (certificates)"));
    if (contents().findTrusted(alias).isPresent()) {
      throw new KeyStoreException(alias + " is the name of a trusted certificate");
    }
    Optional<Found> before = find(alias).filter(found -> !found.key().ref().equals(handle.ref()));
    change(
        () -> {
          before
              .filter(found -> found.binding().isPresent())
              .flatMap(found -> found.shelf().bindings())
              .ifPresent(all -> all.remove(before.get().key().ref()));
          bindings.put(new KeyBinding(handle.ref(), alias, chain, credential));
        });
  }

  private void change(Runnable change) throws KeyStoreException {
    try {
      change.run();
    } catch (VaultException | IllegalArgumentException e) {
      throw new KeyStoreException(e.getMessage(), e);
    } finally {
      contents().look();
    }
  }

  private List<String> aliases() {
    List<String> aliases = new ArrayList<>(contents().keys().keySet());
    contents().trusted().keySet().stream().filter(a -> !aliases.contains(a)).forEach(aliases::add);
    return aliases;
  }

  private Optional<Found> find(String alias) {
    return contents().find(alias);
  }

  /** Nothing for an encoding that is none. */
  private static Optional<Credential> credential(Found key) {
    if (key.key().purpose() != KeyPurpose.SIGNATURE) {
      return Optional.empty();
    }
    try {
      return key.binding()
          .flatMap(KeyBinding::credential)
          .map(encoded -> TlsReader.decode(encoded, "Credential", Credential::read))
          .filter(credential -> !(credential instanceof Credential.X509));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  private synchronized Contents contents() {
    if (unopened.isPresent()) {
      try {
        show(unopened.get().open(PasswordSource.none()));
      } catch (VaultException | IllegalArgumentException e) {
        throw new ProviderException(e.getMessage(), e);
      }
    }
    return contents;
  }

  private void load(VaultConfiguration configuration, PasswordSource password) throws IOException {
    try {
      show(configuration.open(password));
    } catch (VaultLoginException e) {
      UnrecoverableKeyException wrong = new UnrecoverableKeyException(e.getMessage());
      wrong.initCause(e);
      throw new IOException(e.getMessage(), wrong);
    } catch (VaultException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void show(VaultConfiguration.Opened opened) {
    unopened = Optional.empty();
    ours = opened.vaults();
    show(opened.contents());
  }

  private void show(Contents shown) {
    contents = shown;
    provider.loaded(shown);
  }

  private void forget() {
    ours.forEach(KeyVault::close);
    ours = List.of();
    contents = Contents.nothing();
    unopened = Optional.empty();
    loadedFrom = null;
  }

  private static VaultConfiguration configuration(Path file) throws IOException {
    try {
      return VaultConfiguration.read(file);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static VaultConfiguration configuration(byte[] text) throws IOException {
    try {
      return VaultConfiguration.parse(text, Path.of("").toAbsolutePath());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static KeyStoreException notOurs() {
    return new KeyStoreException(
        "keys are generated in a vault, and named here: this is no handle of one of these vaults");
  }
}
