package dev.claviger.keystore.sealing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.keystore.file.AtomicFile;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/**
 * A file that one sealing key seals, replaced whole.
 *
 * <pre>
 * struct {
 *     opaque magic[8];          // "CLAVIGER"
 *     uint16 version = 1;
 *     opaque content_type&lt;V&gt;;   // what is sealed: "software keys"
 *     opaque key_name&lt;V&gt;;       // SealingKey.name
 *     opaque sealed&lt;V&gt;;         // the Aead's output; its associated data is all that stands before
 * } SealedFile;
 * </pre>
 */
final class SealedFile {
  private static final Bytes MAGIC = Bytes.utf8("CLAVIGER");
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final Path path;
  private final Bytes contentType;

  SealedFile(Path path, String contentType) {
    this.path = path;
    this.contentType = Bytes.utf8(contentType);
  }

  /** What was in it, and the key it was sealed under. */
  record Opened(SealingKey key, Secret content) {}

  /** The three fields that tell how to open the fourth. */
  private record Parsed(String keyName, Bytes header, Bytes sealed) {}

  /**
   * Empty if there is no file.
   *
   * @throws SealingException if there is one and it cannot be opened
   */
  Optional<Opened> read(SealingKeys keys) {
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    Parsed parsed = parse(bytes());
    SealingKey key =
        keys.named(parsed.keyName())
            .orElseThrow(
                () ->
                    new SealingException(
                        SealingException.Reason.KEY_UNKNOWN,
                        path + " is sealed under " + parsed.keyName() + ", which was not given"));
    try {
      byte[] clear =
          key.aead().decrypt(parsed.sealed().toByteArray(), parsed.header().toByteArray());
      return Optional.of(new Opened(key, Secret.wrap(clear)));
    } catch (GeneralSecurityException e) {
      throw notOpened(parsed, e);
    }
  }

  /**
   * @param content stays alive
   * @throws SealingException if it cannot be sealed or written; then the old file is there
   */
  void write(SealingKey key, Secret content) {
    Bytes header =
        new TlsWriter()
            .fixed(MAGIC)
            .uint16(VERSION)
            .opaque(contentType)
            .opaque(Bytes.utf8(key.name()))
            .toBytes();
    byte[] clear = content.expose();
    try {
      Bytes sealed = Bytes.wrap(key.aead().encrypt(clear, header.toByteArray()));
      Bytes all = new TlsWriter().fixed(header).opaque(sealed).toBytes();
      AtomicFile.write(path, all.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new SealingException(
          SealingException.Reason.KEY_FAILED, key.name() + " did not seal " + path, e);
    } catch (IOException e) {
      throw failed("written", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private Bytes bytes() {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw notSealed("is longer than " + MOST_BYTES + " bytes", null);
      }
      return Bytes.wrap(Files.readAllBytes(path));
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  private Parsed parse(Bytes all) {
    try {
      return TlsReader.decode(all, "SealedFile", r -> parse(all, r));
    } catch (DecodeException e) {
      throw notSealed("is cut off or changed", e);
    }
  }

  private Parsed parse(Bytes all, TlsReader r) {
    if (!r.fixed(MAGIC.length(), "SealedFile.magic").equals(MAGIC)) {
      throw notSealed("does not begin like one", null);
    }
    int version = r.uint16("SealedFile.version");
    if (version != VERSION) {
      throw notSealed("is of version " + version + ", and only " + VERSION + " is known", null);
    }
    if (!r.opaque("SealedFile.content_type").equals(contentType)) {
      throw notSealed("has something else in it", null);
    }
    Bytes name = r.opaque("SealedFile.key_name");
    int header = all.length() - r.remaining();
    if (name.length() > SealingKey.LONGEST_NAME) {
      throw notSealed("names a key at too great length", null);
    }
    String text = new String(name.toByteArray(), java.nio.charset.StandardCharsets.US_ASCII);
    return new Parsed(text, all.slice(0, header), r.opaque("SealedFile.sealed"));
  }

  /** A token or a service that fails is not a file that was changed. */
  private VaultException notOpened(Parsed parsed, GeneralSecurityException e) {
    if (e.getCause() instanceof VaultException failed && !(e instanceof AEADBadTagException)) {
      return new SealingException(
          SealingException.Reason.KEY_FAILED, parsed.keyName() + " did not open " + path, failed);
    }
    return new SealingException(
        SealingException.Reason.NOT_AUTHENTIC,
        path
            + " is not opened by "
            + parsed.keyName()
            + ": a wrong passphrase or key, or the file was changed",
        e);
  }

  private SealingException notSealed(String why, Throwable cause) {
    return new SealingException(
        SealingException.Reason.NOT_SEALED, path + " is no sealed file: it " + why, cause);
  }

  private SealingException failed(String what, IOException e) {
    return new SealingException(
        SealingException.Reason.FILE_FAILED, path + " cannot be " + what + ": " + e, e);
  }
}
