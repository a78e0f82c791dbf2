package dev.claviger.conformance.property;

import dev.claviger.crypto.Bytes;

/** Data on their way to one member. */
record Post(Peer from, long epoch, String text, Bytes message) {
  @Override
  public String toString() {
    return "\"" + text + "\"";
  }
}
