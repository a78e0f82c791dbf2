package dev.claviger.crypto.hpke;

/** The modes of RFC 9180 §5, under their code points. */
enum HpkeMode {
  BASE(0x00),
  PSK(0x01),
  AUTH(0x02),
  AUTH_PSK(0x03);

  private final int codePoint;

  HpkeMode(int codePoint) {
    this.codePoint = codePoint;
  }

  byte codePoint() {
    return (byte) codePoint;
  }

  static HpkeMode of(boolean psk, boolean auth) {
    if (auth) {
      return psk ? AUTH_PSK : AUTH;
    }
    return psk ? PSK : BASE;
  }
}
