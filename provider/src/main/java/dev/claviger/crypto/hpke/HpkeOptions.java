package dev.claviger.crypto.hpke;

import java.util.Optional;

/**
 * What turns HPKE's base mode into another (RFC 9180 §5): a PSK, or the other side's authenticated
 * key, or both.
 *
 * @param <K> what stands for the sender: its key pair where one sends, its public key where one
 *     receives
 */
public record HpkeOptions<K>(Optional<HpkePsk> psk, Optional<K> sender) {
  /** Base mode. */
  public static <K> HpkeOptions<K> base() {
    return new HpkeOptions<>(Optional.empty(), Optional.empty());
  }

  public static <K> HpkeOptions<K> withPsk(HpkePsk psk) {
    return new HpkeOptions<>(Optional.of(psk), Optional.empty());
  }

  public static <K> HpkeOptions<K> withSender(K sender) {
    return new HpkeOptions<>(Optional.empty(), Optional.of(sender));
  }

  public static <K> HpkeOptions<K> withPskAndSender(HpkePsk psk, K sender) {
    return new HpkeOptions<>(Optional.of(psk), Optional.of(sender));
  }

  HpkeMode mode() {
    return HpkeMode.of(psk.isPresent(), sender.isPresent());
  }
}
