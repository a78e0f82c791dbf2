package dev.claviger.conformance.vectors.hpke;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.HpkeSender;

/** One of the four modes of RFC 9180 §5.1, with what it needs on either side. */
interface HpkeMode {
  HpkeSender sender(HpkePublicKey recipient, Bytes info);

  HpkeRecipient recipient(Bytes enc, HpkeKeyPair recipient, Bytes info);

  static HpkeMode read(int mode, Hpke hpke, Fields in) {
    return switch (mode) {
      case 0 -> new Base(hpke);
      default -> throw new IllegalArgumentException("no mode " + mode);
    };
  }

  /** {@code mode_base} (§5.1.1). */
  record Base(Hpke hpke) implements HpkeMode {
    @Override
    public HpkeSender sender(HpkePublicKey recipient, Bytes info) {
      return hpke.setupBaseS(recipient, info);
    }

    @Override
    public HpkeRecipient recipient(Bytes enc, HpkeKeyPair recipient, Bytes info) {
      return hpke.setupBaseR(enc, recipient, info);
    }
  }
}
