package dev.claviger.keystore.sealing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.sealing.RawKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a file of software keys holds.
 *
 * <pre>
 * struct { opaque ref&lt;V&gt;; opaque purpose&lt;V&gt;; opaque algorithm&lt;V&gt;;
 *          opaque public_key&lt;V&gt;; opaque private_key&lt;V&gt;; } SealedKey;
 * struct { opaque ref&lt;V&gt;; opaque alias&lt;V&gt;; Certificate certificates&lt;V&gt;;
 *          optional&lt;Credential&gt; credential; } SealedBinding;
 * struct { opaque alias&lt;V&gt;; opaque certificate&lt;V&gt;; } SealedTrust;
 *
 * struct {
 *     SealedKey keys&lt;V&gt;;
 *     SealedBinding bindings&lt;V&gt;;
 *     SealedTrust trusted&lt;V&gt;;
 * } SealedContent;
 * </pre>
 */
record SealedContent(List<Key> keys, List<Binding> bindings, List<Trust> trusted) {
  static final SealedContent NOTHING = new SealedContent(List.of(), List.of(), List.of());

  SealedContent {
    keys = List.copyOf(keys);
    bindings = List.copyOf(bindings);
    trusted = List.copyOf(trusted);
  }

  /** One key pair. */
  record Key(KeyRef ref, KeyPurpose purpose, RawKey raw) implements TlsStruct {
    @Override
    public void write(TlsWriter w) {
      w.opaque(Bytes.utf8(ref.toString()));
      w.opaque(Bytes.utf8(purpose.name()));
      w.opaque(Bytes.utf8(((Enum<?>) raw.algorithm()).name()));
      w.opaque(raw.publicKey());
      w.secret(raw.privateKey());
    }

    static Key read(TlsReader r) {
      KeyRef ref = KeyRef.of(text(r, "SealedKey.ref"));
      KeyPurpose purpose = KeyPurpose.valueOf(text(r, "SealedKey.purpose"));
      KeyAlgorithm algorithm = algorithm(text(r, "SealedKey.algorithm"));
      purpose.require(algorithm);
      Bytes publicKey = r.opaque("SealedKey.public_key");
      Secret privateKey = r.secret("SealedKey.private_key");
      return new Key(ref, purpose, new RawKey(algorithm, privateKey, publicKey));
    }
  }

  /** What one key is bound to. */
  record Binding(KeyBinding value) implements TlsStruct {
    @Override
    public void write(TlsWriter w) {
      w.opaque(Bytes.utf8(value.key().toString()));
      w.opaque(Bytes.utf8(value.alias()));
      w.list(value.certificates().stream().map(Opaque::new).toList());
      w.optional(value.credential().map(Opaque::new));
    }

    static Binding read(TlsReader r) {
      return new Binding(
          new KeyBinding(
              KeyRef.of(text(r, "SealedBinding.ref")),
              text(r, "SealedBinding.alias"),
              r.list("SealedBinding.certificates", Opaque::read).stream()
                  .map(Opaque::value)
                  .toList(),
              r.optional("SealedBinding.credential", Opaque::read).map(Opaque::value)));
    }
  }

  /** A trusted certificate. */
  record Trust(String alias, Bytes certificate) implements TlsStruct {
    @Override
    public void write(TlsWriter w) {
      w.opaque(Bytes.utf8(alias));
      w.opaque(certificate);
    }

    static Trust read(TlsReader r) {
      return new Trust(text(r, "SealedTrust.alias"), r.opaque("SealedTrust.certificate"));
    }
  }

  private record Opaque(Bytes value) implements TlsStruct {
    @Override
    public void write(TlsWriter w) {
      w.opaque(value);
    }

    static Opaque read(TlsReader r) {
      return new Opaque(r.opaque("opaque"));
    }
  }

  /** The encoding; the caller destroys it. */
  Secret encode() {
    TlsWriter w = new TlsWriter();
    w.list(keys);
    w.list(bindings);
    w.list(trusted);
    return w.toSecret();
  }

  /**
   * @throws dev.claviger.mls.codec.DecodeException if it is no such encoding
   * @throws IllegalArgumentException if a name in it means nothing here
   */
  static SealedContent decode(Secret content) {
    return TlsReader.decode(
        content,
        "SealedContent",
        r ->
            new SealedContent(
                r.list("SealedContent.keys", Key::read),
                r.list("SealedContent.bindings", Binding::read),
                r.list("SealedContent.trusted", Trust::read)));
  }

  private static String text(TlsReader r, String field) {
    return new String(r.opaque(field).toByteArray(), StandardCharsets.UTF_8);
  }

  private static KeyAlgorithm algorithm(String name) {
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (scheme.name().equals(name)) {
        return scheme;
      }
    }
    return KemId.valueOf(name);
  }
}
