package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;

/**
 * What is locked, marked and deleted as one in a {@link GroupStore}.
 *
 * @param name of a group its {@code group_id}, of a KeyPackage its KeyPackageRef; empty for the
 *     client
 */
public record StoreScope(Kind kind, Bytes name) {
  /** The client itself: its suite, credential and signature key. */
  public static final StoreScope CLIENT = new StoreScope(Kind.CLIENT, Bytes.empty());

  /** What there is to keep. The codes stand in stored data and do not change. */
  public enum Kind {
    CLIENT(1),
    GROUP(2),
    KEY_PACKAGE(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The number that stands for it in a store. */
    public int code() {
      return code;
    }
  }

  @Override
  public String toString() {
    return kind == Kind.CLIENT ? "CLIENT" : kind + " " + name;
  }
}
