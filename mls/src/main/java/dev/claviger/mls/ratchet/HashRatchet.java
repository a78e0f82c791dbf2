package dev.claviger.mls.ratchet;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.LabelledExpander;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The sequence of keys of one sender for one kind of content (RFC 9420 §9.1).
 *
 * <pre>
 * ratchet_secret_[N]_[j]
 *       |
 *       +--> DeriveTreeSecret(., "nonce", j, AEAD.Nn)
 *       |    = ratchet_nonce_[N]_[j]
 *       |
 *       +--> DeriveTreeSecret(., "key", j,  AEAD.Nk)
 *       |    = ratchet_key_[N]_[j]
 *       |
 *       V
 * DeriveTreeSecret(., "secret", j, KDF.Nh)
 * = ratchet_secret_[N]_[j+1]
 * </pre>
 */
final class HashRatchet implements TlsStruct, AutoCloseable {
  private final CipherSuite suite;
  private final RatchetWindow window;

  /** By generation; there is a map of its own only where something was skipped. */
  private NavigableMap<Integer, MessageKey> skipped = Collections.emptyNavigableMap();

  private Secret secret;
  private int generation;

  /** Takes the ratchet secret of generation 0 over. */
  HashRatchet(CipherSuite suite, RatchetWindow window, Secret first) {
    this(suite, window, first, 0);
  }

  private HashRatchet(CipherSuite suite, RatchetWindow window, Secret secret, int generation) {
    this.suite = suite;
    this.window = window;
    this.secret = secret;
    this.generation = generation;
  }

  /** What {@link #write} wrote. */
  static HashRatchet read(CipherSuite suite, RatchetWindow window, TlsReader r) {
    int generation = r.uint32("ratchet.generation");
    HashRatchet ratchet =
        new HashRatchet(suite, window, r.secret("ratchet.ratchet_secret"), generation);
    r.list("ratchet.skipped", MessageKey::read).forEach(ratchet::keep);
    return ratchet;
  }

  /**
   *
   *
   * <pre>
   * struct {
   *     uint32 generation;
   *     opaque ratchet_secret&lt;V&gt;;
   *     MessageKey skipped&lt;V&gt;;
   * } StoredRatchet;
   * </pre>
   */
  @Override
  public void write(TlsWriter w) {
    w.uint32(generation).secret(secret).list(List.copyOf(skipped.values()));
  }

  /** The next generation, unsigned. */
  int generation() {
    return generation;
  }

  /** This ratchet as it will be after so many keys, without them; this one stays as it is. */
  HashRatchet after(int keys) {
    if (Integer.compareUnsigned(generation, -1 - keys) > 0) {
      throw allUsed();
    }
    Secret at = secret.copy();
    for (int i = 0; i < keys; i++) {
      try (Secret spent = at) {
        at = suite.deriveTreeSecret(spent, "secret", generation + i, suite.hashLength());
      }
    }
    return new HashRatchet(suite, window, at, generation + keys);
  }

  /** The key of the next generation to send with; it is spent from here on. */
  MessageKey next() {
    if (generation == -1) {
      throw allUsed();
    }
    try (LabelledExpander now = suite.expander(secret)) {
      MessageKey key = MessageKey.derive(suite, now, generation);
      advance(next(now, generation), generation + 1);
      return key;
    }
  }

  /**
   * The key of a generation to receive with, without changing anything.
   *
   * @throws ValidationException if it was used, dropped, or lies too far ahead
   */
  KeyPeek peek(int wanted) {
    if (Integer.compareUnsigned(wanted, generation) < 0) {
      MessageKey kept = skipped.get(wanted);
      if (kept == null) {
        throw new ValidationException(Rule.GENERATION_IS_UNUSED, Integer.toUnsignedString(wanted));
      }
      return new KeyPeek(kept, () -> consumeSkipped(wanted), () -> {});
    }
    if (Integer.compareUnsigned(wanted - generation, window.forward()) > 0 || wanted == -1) {
      throw new ValidationException(Rule.GENERATION_IS_NEAR, Integer.toUnsignedString(wanted));
    }
    return ahead(wanted);
  }

  @Override
  public void close() {
    secret.destroy();
    skipped.values().forEach(MessageKey::close);
    skipped = Collections.emptyNavigableMap();
  }

  /** Derives on copies, so that a message that does not decrypt leaves no trace. */
  private KeyPeek ahead(int wanted) {
    List<MessageKey> passed = new ArrayList<>();
    Secret at = secret.copy();
    for (int j = generation; ; j++) {
      try (Secret spent = at;
          LabelledExpander now = suite.expander(spent)) {
        if (j == wanted || Integer.compareUnsigned(wanted - j, window.outOfOrder()) <= 0) {
          passed.add(MessageKey.derive(suite, now, j));
        }
        at = next(now, j);
      }
      if (j == wanted) {
        break;
      }
    }
    Secret after = at;
    MessageKey key = passed.remove(passed.size() - 1);
    return new KeyPeek(
        key,
        () -> {
          key.close();
          passed.forEach(this::keep);
          advance(after, wanted + 1);
          dropOld();
        },
        () -> {
          key.close();
          passed.forEach(MessageKey::close);
          after.destroy();
        });
  }

  private Secret next(LabelledExpander now, int at) {
    return now.deriveTreeSecret("secret", at, suite.hashLength());
  }

  private void keep(MessageKey key) {
    if (skipped.isEmpty()) {
      skipped = new TreeMap<>(Integer::compareUnsigned);
    }
    skipped.put(key.generation(), key);
  }

  private void consumeSkipped(int consumed) {
    skipped.remove(consumed).close();
  }

  private void advance(Secret next, int nextGeneration) {
    secret.destroy();
    secret = next;
    generation = nextGeneration;
  }

  private static IllegalStateException allUsed() {
    return new IllegalStateException("all generations of this epoch are used: commit first");
  }

  private void dropOld() {
    while (!skipped.isEmpty()
        && Integer.compareUnsigned(generation - 1 - skipped.firstKey(), window.outOfOrder()) > 0) {
      skipped.pollFirstEntry().getValue().close();
    }
  }
}
