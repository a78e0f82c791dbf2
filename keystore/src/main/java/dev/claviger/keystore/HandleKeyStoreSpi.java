package dev.claviger.keystore;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/**
 * Handles as key entries, under the URI of their {@link KeyRef}. Nothing is kept here: every call
 * asks the vaults, so the store shows what is there now. Keys are made by their vault; none can be
 * put in.
 */
final class HandleKeyStoreSpi extends KeyStoreSpi {
  private List<KeyVault> vaults = List.of();

  @Override
  public void engineLoad(KeyStore.LoadStoreParameter parameter) throws IOException {
    if (parameter instanceof VaultLoadStoreParameter ours) {
      vaults = ours.vaults();
    } else if (parameter == null) {
      vaults = List.of();
    } else {
      throw new IOException("a KeyStore of type MLS loads from a VaultLoadStoreParameter");
    }
  }

  /** An empty store, as {@code load(null, null)} has to give. */
  @Override
  public void engineLoad(InputStream stream, char[] password) throws IOException {
    if (stream != null) {
      throw new IOException("keys of vaults are not read from a stream; there is no file of them");
    }
    vaults = List.of();
  }

  @Override
  public Key engineGetKey(String alias, char[] password) {
    return find(alias).<Key>map(VaultKey::privateKey).orElse(null);
  }

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(keys().stream().map(key -> key.ref().toString()).toList());
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return find(alias).isPresent();
  }

  @Override
  public int engineSize() {
    return keys().size();
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return engineContainsAlias(alias);
  }

  @Override
  public void engineDeleteEntry(String alias) throws KeyStoreException {
    KeyRef ref =
        reference(alias).orElseThrow(() -> new KeyStoreException(alias + " is no key reference"));
    vaults.forEach(vault -> vault.destroy(ref));
  }

  /** Nothing to do: a vault's keys are stored where they were made. */
  @Override
  public void engineStore(OutputStream stream, char[] password) {}

  @Override
  public void engineStore(KeyStore.LoadStoreParameter parameter) {}

  @Override
  public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
      throws KeyStoreException {
    throw noEntry();
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain)
      throws KeyStoreException {
    throw noEntry();
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate)
      throws KeyStoreException {
    throw noEntry();
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // the contract of KeyStore.getCertificateChain
  public Certificate[] engineGetCertificateChain(String alias) {
    return null;
  }

  @Override
  public Certificate engineGetCertificate(String alias) {
    return null;
  }

  @Override
  public Date engineGetCreationDate(String alias) {
    return null;
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return false;
  }

  @Override
  public String engineGetCertificateAlias(Certificate certificate) {
    return null;
  }

  private List<VaultKey> keys() {
    return vaults.stream().flatMap(vault -> vault.list().stream()).toList();
  }

  private Optional<VaultKey> find(String alias) {
    return reference(alias)
        .flatMap(ref -> vaults.stream().flatMap(vault -> vault.find(ref).stream()).findFirst());
  }

  private static Optional<KeyRef> reference(String alias) {
    try {
      return Optional.of(KeyRef.of(alias));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static KeyStoreException noEntry() {
    return new KeyStoreException("keys are generated in a vault; none can be put into this store");
  }
}
