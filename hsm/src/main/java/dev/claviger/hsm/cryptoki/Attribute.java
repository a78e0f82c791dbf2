package dev.claviger.hsm.cryptoki;

import dev.claviger.crypto.Bytes;

/** One attribute of a template, by the kind of its value. */
public sealed interface Attribute {
  /** The CKA_ number. */
  long type();

  /** A CK_BBOOL. */
  record Flag(long type, boolean value) implements Attribute {}

  /** A CK_ULONG. */
  record Unsigned(long type, long value) implements Attribute {}

  /** A byte array: a DER encoding, an identifier, a text in UTF-8. */
  record Data(long type, Bytes value) implements Attribute {}
}
