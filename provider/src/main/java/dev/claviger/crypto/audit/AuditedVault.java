package dev.claviger.crypto.audit;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SealingHandles;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Another vault, of which every making, use and destruction of a private key is recorded: one event
 * each, after the fact, so that it tells how it went. So are the import, use and destruction of
 * derived keys, if the vault imports them, and all that is sealed and opened with its sealing keys.
 * Thread-safe if the vault and the sink are.
 */
public final class AuditedVault extends ForwardingVault {
  private final Recorder recorder;
  private final HandleProvider provider =
      new HandleProvider("ClavigerAudit", "Signs with the keys of an audited vault");

  private AuditedVault(KeyVault vault, Recorder recorder) {
    super(vault);
    this.recorder = recorder;
  }

  /**
   * Nothing leaves the vault that is not recorded: if the sink fails, the signature or secret is
   * thrown away, a key just made is destroyed, and the caller gets an {@link AuditException}.
   */
  public static AuditedVault failClosed(KeyVault vault, AuditSink sink) {
    return new AuditedVault(vault, new Recorder(sink, true));
  }

  /** If the sink fails, that is logged, and the operation goes on. */
  public static AuditedVault failOpen(KeyVault vault, AuditSink sink) {
    return new AuditedVault(vault, new Recorder(sink, false));
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    Subject unborn =
        new Subject(
            name(), Optional.empty(), Optional.of(purpose), mechanism(algorithm), Optional.empty());
    VaultKey made =
        recorder.record(
            KeyUse.Operation.GENERATE,
            unborn,
            key -> subject(key),
            () -> super.generate(purpose, algorithm),
            key -> super.destroy(key.ref()));
    return audited(made);
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return super.find(ref).map(this::audited);
  }

  @Override
  public List<VaultKey> list() {
    return Lists.map(super.list(), this::audited);
  }

  /** A key that is not there is no event. */
  @Override
  public boolean destroy(KeyRef ref) {
    return super.find(ref)
        .map(
            key ->
                recorder.record(
                    KeyUse.Operation.DESTROY, subject(key), () -> super.destroy(ref), gone -> {}))
        .orElse(false);
  }

  @Override
  public Optional<SealingHandles> sealingHandles() {
    return super.sealingHandles().map(keys -> new AuditedSealing(name(), keys, recorder));
  }

  @Override
  public DerivedKeys derivedKeys() {
    return new AuditedDerivedKeys(this, super.derivedKeys());
  }

  /**
   * @param derived what is to be imported, still in software
   */
  VaultKey imported(VaultKey derived, Supplier<VaultKey> importing) {
    String mechanism = mechanism(derived.algorithm());
    Subject unborn =
        new Subject(
            name(), Optional.empty(), Optional.of(derived.purpose()), mechanism, Optional.empty());
    VaultKey made =
        recorder.record(
            KeyUse.Operation.IMPORT,
            unborn,
            key -> subject(key),
            importing,
            key -> super.destroy(key.ref()));
    return audited(made);
  }

  Bytes sign(VaultKey key, Subject subject, Bytes message) {
    return recorder.record(
        KeyUse.Operation.SIGN,
        subject,
        () -> ((SignatureHandle) key.privateKey()).sign(message),
        signature -> {});
  }

  Secret extract(VaultKey key, Subject subject, Secret prefix, List<HpkePublicKey> peers) {
    return recorder.record(
        KeyUse.Operation.AGREE,
        subject,
        () -> ((AgreementHandle) key.privateKey()).extract(prefix, peers),
        Secret::destroy);
  }

  private VaultKey audited(VaultKey key) {
    return new VaultKey(
        key.ref(),
        key.purpose(),
        key.algorithm(),
        key.privateKey() instanceof AgreementHandle
            ? new AuditedAgreementHandle(this, key, subject(key), provider)
            : new AuditedSignatureHandle(this, key, subject(key), provider),
        key.publicKey());
  }

  private Subject subject(VaultKey key) {
    return new Subject(
        name(),
        Optional.of(key.ref()),
        Optional.of(key.purpose()),
        mechanism(key.algorithm()),
        key.privateKey() instanceof AgreementHandle handle
            ? Optional.of(handle.route())
            : Optional.empty());
  }

  private String mechanism(KeyAlgorithm algorithm) {
    return supports(algorithm) instanceof VaultSupport.Supported supported
        ? supported.mechanism()
        : "none";
  }
}
