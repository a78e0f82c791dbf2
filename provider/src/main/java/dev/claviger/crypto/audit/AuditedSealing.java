package dev.claviger.crypto.audit;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.SealingHandles;
import java.util.Optional;

/** Sealing keys of which every making, use and destruction is recorded. */
final class AuditedSealing implements SealingHandles {
  /** {@link SealingHandle} knows no other. */
  private static final String MECHANISM = "AES-256-GCM";

  private final String store;
  private final SealingHandles behind;
  private final Recorder recorder;

  AuditedSealing(String store, SealingHandles behind, Recorder recorder) {
    this.store = store;
    this.behind = behind;
    this.recorder = recorder;
  }

  @Override
  public Optional<SealingHandle> current(String name) {
    return behind.current(name).map(Audited::new);
  }

  @Override
  public Optional<SealingHandle> find(KeyRef ref) {
    return behind.find(ref).map(Audited::new);
  }

  @Override
  public SealingHandle generate(String name) {
    return new Audited(
        recorder.record(
            KeyUse.Operation.GENERATE,
            subject(Optional.empty()),
            made -> subject(Optional.of(made.ref())),
            () -> behind.generate(name),
            made -> behind.destroy(made.ref())));
  }

  /** A key that is not there is no event. */
  @Override
  public boolean destroy(KeyRef ref) {
    return behind
        .find(ref)
        .map(
            key ->
                recorder.record(
                    KeyUse.Operation.DESTROY,
                    subject(Optional.of(ref)),
                    () -> behind.destroy(ref),
                    gone -> {}))
        .orElse(false);
  }

  private Subject subject(Optional<KeyRef> key) {
    return new Subject(store, key, Optional.empty(), MECHANISM, Optional.empty());
  }

  private final class Audited implements SealingHandle {
    private final SealingHandle key;

    private Audited(SealingHandle key) {
      this.key = key;
    }

    @Override
    public KeyRef ref() {
      return key.ref();
    }

    @Override
    public Bytes seal(Secret plaintext, Bytes associated) {
      return recorder.record(
          KeyUse.Operation.SEAL,
          subject(Optional.of(ref())),
          () -> key.seal(plaintext, associated),
          result -> {});
    }

    @Override
    public Secret open(Bytes sealed, Bytes associated) {
      return recorder.record(
          KeyUse.Operation.OPEN,
          subject(Optional.of(ref())),
          () -> key.open(sealed, associated),
          Secret::destroy);
    }

    @Override
    public String toString() {
      return key.toString();
    }
  }
}
