package dev.claviger.keystore.sealing;

import com.google.crypto.tink.subtle.AesGcmJce;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.OwnersFile;
import dev.claviger.crypto.sealing.Argon2id;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AES-256-GCM keys from a passphrase, by Argon2id (RFC 9106). The key's name carries salt and cost,
 * as in {@code argon2id:m=65536,t=3,p=4,salt=…}; a name that asks for more than the limit is
 * refused before any memory is taken.
 */
public final class PassphraseSealingKeys implements SealingKeys {
  private static final String PREFIX = "argon2id:";
  private static final Pattern NAME =
      Pattern.compile("argon2id:m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9}),salt=([0-9a-f]{32})");
  private static final int SALT = 16;
  private static final int KEY = 32;
  private static final int MOST_UTF8_BYTES = 3;

  private final Supplier<Optional<char[]>> passphrase;
  private final PassphraseCost cost;
  private final PassphraseCost limit;
  private final SecureRandom random = new SecureRandom();

  private PassphraseSealingKeys(
      Supplier<Optional<char[]>> passphrase, PassphraseCost cost, PassphraseCost limit) {
    this.passphrase = passphrase;
    this.cost = cost;
    this.limit = limit;
  }

  /**
   * Of {@link PassphraseCost#DEFAULT}, opening what asks for up to {@link PassphraseCost#MOST}.
   *
   * @param passphrase is asked for it each time a key is derived, and gives a new array, which is
   *     wiped
   */
  public static PassphraseSealingKeys of(Supplier<Optional<char[]>> passphrase) {
    return new PassphraseSealingKeys(passphrase, PassphraseCost.DEFAULT, PassphraseCost.MOST);
  }

  /** The first line of a file of mode 0600; any other is refused when it is read. */
  public static PassphraseSealingKeys of(Path file) {
    return of(() -> Optional.of(read(file)));
  }

  /** What keys made from now on shall cost. */
  public PassphraseSealingKeys costing(PassphraseCost chosen) {
    return new PassphraseSealingKeys(passphrase, chosen, limit);
  }

  /** The most that may be asked for by a name. */
  public PassphraseSealingKeys atMost(PassphraseCost most) {
    return new PassphraseSealingKeys(passphrase, cost, most);
  }

  /** A key of a new salt. */
  @Override
  public SealingKey current() {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return derive(cost, Bytes.wrap(salt));
  }

  @Override
  public Optional<SealingKey> named(String name) {
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw refused("is not of this form");
    }
    PassphraseCost asked;
    try {
      asked =
          new PassphraseCost(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)));
    } catch (IllegalArgumentException e) {
      throw refused("has parameters that Argon2id has not");
    }
    if (!asked.isWithin(limit)) {
      throw refused("asks for " + asked + ", more than " + limit);
    }
    return Optional.of(derive(asked, Bytes.fromHex(parts.group(4))));
  }

  private SealingKey derive(PassphraseCost chosen, Bytes salt) {
    String name =
        String.format(
            "%sm=%d,t=%d,p=%d,salt=%s",
            PREFIX, chosen.memory(), chosen.iterations(), chosen.parallelism(), salt.toHex());
    try (Secret given = given();
        Secret key =
            Argon2id.derive(
                given, salt, chosen.memory(), chosen.iterations(), chosen.parallelism(), KEY)) {
      byte[] raw = key.expose();
      try {
        return new SealingKey(name, new AesGcmJce(raw));
      } finally {
        Arrays.fill(raw, (byte) 0);
      }
    } catch (GeneralSecurityException e) {
      throw new CryptoException("this Java runtime has no AES-GCM", e);
    }
  }

  private Secret given() {
    char[] characters =
        passphrase
            .get()
            .filter(there -> there.length > 0)
            .orElseThrow(
                () ->
                    new SealingException(
                        SealingException.Reason.PASSPHRASE_MISSING,
                        "there is no passphrase: give one, or a file of mode 0600 with it"));
    ByteBuffer utf8 = ByteBuffer.allocate(MOST_UTF8_BYTES * characters.length);
    try {
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), utf8, true);
      return Secret.wrap(Arrays.copyOf(utf8.array(), utf8.position()));
    } finally {
      Arrays.fill(utf8.array(), (byte) 0);
      Arrays.fill(characters, '\0');
    }
  }

  private static char[] read(Path file) {
    try {
      return OwnersFile.firstLine(file);
    } catch (OwnersFile.UnsafeException e) {
      throw new SealingException(
          SealingException.Reason.PASSPHRASE_MISSING,
          "the passphrase file " + file + " " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new SealingException(
          SealingException.Reason.PASSPHRASE_MISSING,
          "the passphrase file " + file + " cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }

  private static SealingException refused(String why) {
    return new SealingException(
        SealingException.Reason.KEY_REFUSED, "the name of the sealing key " + why);
  }
}
