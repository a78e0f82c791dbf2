package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.session.TokenIdentity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The RFC 7512 URI of a private key: {@code
 * pkcs11:token=mls;serial=0a1b;id=%01%02;object=claviger:init:…;type=private}. Read strictly: these
 * five attributes, each once, in any order, and no query, since a PIN has no place in a name.
 */
record KeyUri(String token, String serial, Bytes id, String object) {
  static final String SCHEME = "pkcs11";

  /** Of a key that is kept wrapped: the same attributes, but the id is no CKA_ID. */
  static final String WRAPPED_SCHEME = "wrapped";

  /** Of a derived key that is a session object: the same attributes, good as long as that is. */
  static final String IMPORTED_SCHEME = "imported";

  private static final Set<String> ATTRIBUTES = Set.of("token", "serial", "id", "object", "type");
  private static final String UNRESERVED = "-._~:";

  static KeyUri of(TokenIdentity token, Bytes id, KeyLabel label) {
    return new KeyUri(token.label(), token.serial(), id, label.toString());
  }

  /** The id is the SHA-256 of label and public key: it names one key, whatever a row says. */
  static KeyRef wrapped(TokenIdentity token, KeyLabel label, Bytes publicKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Bytes.utf8(label.toString()).feed(digest::update);
      digest.update((byte) 0);
      publicKey.feed(digest::update);
      return of(token, Bytes.wrap(digest.digest()), label).toRef(WRAPPED_SCHEME);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  static KeyRef imported(TokenIdentity token, Bytes id, String label) {
    return new KeyUri(token.label(), token.serial(), id, label).toRef(IMPORTED_SCHEME);
  }

  /**
   * @throws IllegalArgumentException if it is not such a URI; the message names the attribute
   */
  static KeyUri parse(KeyRef ref) {
    String[] parts = ref.uri().getRawSchemeSpecificPart().split(";", -1);
    Map<String, Bytes> values = new HashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !ATTRIBUTES.contains(name)) {
        throw refused(ref, "has a part that no key reference has: " + name);
      }
      if (values.put(name, decode(ref, part.substring(equals + 1))) != null) {
        throw refused(ref, "names " + name + " twice");
      }
    }
    if (!values.keySet().equals(ATTRIBUTES)) {
      throw refused(ref, "must have token, serial, id, object and type");
    }
    if (!text(ref, values.get("type")).equals("private")) {
      throw refused(ref, "is of another type than private");
    }
    return new KeyUri(
        text(ref, values.get("token")),
        text(ref, values.get("serial")),
        values.get("id"),
        text(ref, values.get("object")));
  }

  /** Of a symmetric key, which is found by the whole of its name and so never parsed. */
  static KeyRef secretKey(TokenIdentity token, Bytes id, String label) {
    return new KeyUri(token.label(), token.serial(), id, label).toRef(SCHEME, "secret-key");
  }

  KeyRef toRef() {
    return toRef(SCHEME);
  }

  private KeyRef toRef(String scheme) {
    return toRef(scheme, "private");
  }

  private KeyRef toRef(String scheme, String type) {
    StringBuilder uri = new StringBuilder(scheme).append(":token=").append(encode(token));
    uri.append(";serial=").append(encode(serial)).append(";id=");
    for (int i = 0; i < id.length(); i++) {
      uri.append(percent(id.get(i)));
    }
    return KeyRef.of(uri.append(";object=").append(encode(object)) + ";type=" + type);
  }

  boolean isOn(TokenIdentity identity) {
    return token.equals(identity.label()) && serial.equals(identity.serial());
  }

  private static String encode(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      out.append(isUnreserved(c) ? String.valueOf(c) : percent(c));
    }
    return out.toString();
  }

  private static Bytes decode(KeyRef ref, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        if (!isUnreserved(c)) {
          throw refused(ref, "has a character that should be percent-encoded");
        }
        out.write(c);
        continue;
      }
      boolean whole = i + 2 < text.length();
      int high = whole ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = whole ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw refused(ref, "has a % without two hexadecimal digits");
      }
      out.write(16 * high + low);
      i += 2;
    }
    return Bytes.wrap(out.toByteArray());
  }

  private static String text(KeyRef ref, Bytes value) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the key reference is not UTF-8: " + ref, e);
    }
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }

  private static String percent(int value) {
    return String.format("%%%02X", value);
  }

  private static IllegalArgumentException refused(KeyRef ref, String why) {
    return new IllegalArgumentException("the key reference " + ref + " " + why);
  }
}
