package dev.claviger.mls.ratchet;

import dev.claviger.mls.wire.ContentType;

/** Which of a sender's two ratchets (RFC 9420 §9). */
public enum RatchetType {
  HANDSHAKE("handshake"),
  APPLICATION("application");

  private final String label;

  RatchetType(String label) {
    this.label = label;
  }

  public static RatchetType of(ContentType content) {
    return content == ContentType.APPLICATION ? APPLICATION : HANDSHAKE;
  }

  /** The label of its first secret. */
  String label() {
    return label;
  }
}
