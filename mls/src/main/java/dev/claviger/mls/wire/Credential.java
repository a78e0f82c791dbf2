package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * What a member says it is (RFC 9420 §5.3).
 *
 * <pre>
 * struct {
 *     CredentialType credential_type;
 *     select (Credential.credential_type) {
 *         case basic:
 *             opaque identity&lt;V&gt;;
 *
 *         case x509:
 *             Certificate certificates&lt;V&gt;;
 *     };
 * } Credential;
 * </pre>
 */
public sealed interface Credential extends TlsStruct {
  CredentialType type();

  /** A basic credential with an identity in UTF-8. */
  static Credential basic(String identity) {
    return new Basic(Bytes.utf8(identity));
  }

  /**
   * A credential of a type that the application gives its meaning (RFC 9420 §13.3), one of the
   * range for private use as a rule. All members support the type, by the types that their {@link
   * Capabilities} list.
   *
   * @throws IllegalArgumentException if the type has a struct of its own
   */
  static Credential custom(CredentialType type, Bytes content) {
    return new Unknown(type, content);
  }

  /** A bare assertion of an identity, in a format of the application's choosing. */
  record Basic(Bytes identity) implements Credential {
    @Override
    public CredentialType type() {
      return CredentialType.BASIC;
    }

    /** The identity read as UTF-8, for a reader. */
    @Override
    public String toString() {
      return new String(identity.toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** A certificate chain, the end entity first. */
  record X509(List<Certificate> certificates) implements Credential {
    public X509 {
      certificates = List.copyOf(certificates);
    }

    @Override
    public CredentialType type() {
      return CredentialType.X509;
    }
  }

  /**
   * A type without a struct of its own here. Its content is taken for one {@code opaque
   * content<V>}, because nothing in a Credential says where it ends; any vector fits that.
   */
  record Unknown(CredentialType type, Bytes content) implements Credential {
    /**
     * @throws IllegalArgumentException if the type has a struct of its own
     */
    public Unknown {
      if (type.equals(CredentialType.BASIC) || type.equals(CredentialType.X509)) {
        throw new IllegalArgumentException("credentials of type " + type + " are not unknown");
      }
    }
  }

  static Credential read(TlsReader r) {
    CredentialType type = CredentialType.read(r);
    if (type.equals(CredentialType.BASIC)) {
      return new Basic(r.opaque("Credential.identity"));
    }
    if (type.equals(CredentialType.X509)) {
      return new X509(r.list("Credential.certificates", Certificate::read));
    }
    return new Unknown(type, r.opaque("Credential.content"));
  }

  @Override
  default void write(TlsWriter w) {
    w.struct(type());
    if (this instanceof Basic basic) {
      w.opaque(basic.identity());
    } else if (this instanceof X509 x509) {
      w.list(x509.certificates());
    } else if (this instanceof Unknown unknown) {
      w.opaque(unknown.content());
    }
  }
}
