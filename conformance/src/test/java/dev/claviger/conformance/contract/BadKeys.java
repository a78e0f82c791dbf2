package dev.claviger.conformance.contract;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Public keys that are none (RFC 9180 §7.1.4, RFC 7748 §6.1 and §6.2, RFC 8032). */
final class BadKeys {
  /** Points of small order on Curve25519, little-endian. */
  private static final List<String> X25519_SMALL_ORDER =
      List.of(
          "00".repeat(32),
          "01" + "00".repeat(31),
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
          "ec" + "ff".repeat(30) + "7f",
          "ed" + "ff".repeat(30) + "7f");

  /** 0, 1 and p - 1 on Curve448, little-endian. */
  private static final List<String> X448_SMALL_ORDER =
      List.of(
          "00".repeat(56), "01" + "00".repeat(55), "fe" + "ff".repeat(27) + "fe" + "ff".repeat(27));

  private BadKeys() {}

  static List<Bytes> forAgreement(Curve curve) {
    List<Bytes> bad = new ArrayList<>(wrongLengths(curve));
    switch (curve) {
      case X25519 -> X25519_SMALL_ORDER.forEach(hex -> bad.add(Bytes.fromHex(hex)));
      case X448 -> X448_SMALL_ORDER.forEach(hex -> bad.add(Bytes.fromHex(hex)));
      default -> bad.addAll(offTheCurve(curve));
    }
    return bad;
  }

  /** Of the Edwards curves, only lengths: RFC 8032 lets some strings of the right one decode. */
  static List<Bytes> forSignatures(Curve curve) {
    List<Bytes> bad = new ArrayList<>(wrongLengths(curve));
    if (curve.isNist()) {
      bad.addAll(offTheCurve(curve));
    }
    return bad;
  }

  private static List<Bytes> wrongLengths(Curve curve) {
    int n = curve.publicKeyLength();
    return List.of(
        Bytes.empty(),
        Bytes.wrap(new byte[1]),
        Bytes.wrap(new byte[n - 1]),
        Bytes.wrap(new byte[n + 1]));
  }

  private static List<Bytes> offTheCurve(Curve curve) {
    int n = curve.fieldLength();
    return List.of(
        Bytes.wrap(new byte[1 + 2 * n]),
        Bytes.concat(Bytes.copyOf((byte) 4), Bytes.wrap(new byte[2 * n])),
        Bytes.concat(Bytes.copyOf((byte) 4), filled(n, "01"), filled(n, "02")),
        Bytes.concat(Bytes.copyOf((byte) 4), filled(n, "ff"), filled(n, "ff")),
        Bytes.concat(Bytes.copyOf((byte) 2), filled(n, "01")),
        Bytes.concat(Bytes.copyOf((byte) 6), filled(n, "01"), filled(n, "02")));
  }

  private static Bytes filled(int length, String hex) {
    return Bytes.wrap(HexFormat.of().parseHex(hex.repeat(length)));
  }
}
