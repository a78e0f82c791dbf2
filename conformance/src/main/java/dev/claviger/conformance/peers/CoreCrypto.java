package dev.claviger.conformance.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * OpenMLS, in Rust, as Wire's core-crypto 1.0.2 has it for the JVM. It is loaded apart with its
 * Kotlin and its JNA, and called by name: nothing is compiled against it. Every client has an
 * encrypted SQLite file that it writes to at every change.
 */
public final class CoreCrypto implements PeerStack {
  static final String NAME = "core-crypto 1.0.2";
  private static final String FOLDER = "corecrypto";
  private static final String PACKAGE = "com.wire.crypto.";

  /** A key of SQLCipher that is one, and no password to be stretched at every opening. */
  private static final String KEY = "x'" + "00".repeat(32) + "'";

  /** How an MLSMessage with a KeyPackage begins (RFC 9420 §6): it makes and takes them bare. */
  private static final byte[] KEY_PACKAGE = {0, 1, 0, 5};

  private final Apart loader;
  private final Kotlin kotlin;
  private final Path files;
  private final AtomicInteger clients = new AtomicInteger();

  private CoreCrypto(Apart loader, Path files) {
    this.loader = loader;
    this.kotlin = new Kotlin(loader, NAME);
    this.files = files;
  }

  /** Why it cannot be opened here, if it cannot. */
  public static Optional<String> missing() {
    return Apart.missing(FOLDER);
  }

  /** Its clients' files are in a new folder for temporary files. */
  public static CoreCrypto open() {
    try {
      return new CoreCrypto(
          Apart.of(FOLDER, "com.wire.", "uniffi.", "kotlin.", "kotlinx.", "com.sun.jna."),
          Files.createTempDirectory("claviger-corecrypto"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Integer> suites() {
    return Set.of(1, 2, 3, 5, 7);
  }

  @Override
  public PeerClient client(int suite, byte[] identity) {
    String file = files.resolve("client" + clients.incrementAndGet()).toString();
    Object core =
        kotlin.await(kotlin.type(PACKAGE + "CoreCryptoKt"), "coreCryptoDeferredInit", file, KEY);
    kotlin.await(core, "setCallbacks", kotlin.always(PACKAGE + "CoreCryptoCallbacks", true));
    List<Object> suites = List.of(kotlin.unsigned("UShort", (short) suite));
    kotlin.await(core, "mlsInit", identity, suites, kotlin.unsigned("UInt", 1));
    return new Client(core, suite);
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object basic() {
    return kotlin.constant(PACKAGE + "MlsCredentialType", "BASIC");
  }

  /** Encrypted handshakes, and no rotation of keys by the clock. */
  private Object configuration() {
    return kotlin.create(
        PACKAGE + "CustomConfiguration",
        Duration.ofDays(1000),
        kotlin.constant(PACKAGE + "MlsWirePolicy", "CIPHERTEXT"));
  }

  private final class Client implements PeerClient {
    private final Object core;
    private final int suite;

    Client(Object core, int suite) {
      this.core = core;
      this.suite = suite;
    }

    @Override
    public byte[] keyPackage() {
      List<?> made = (List<?>) kotlin.await(core, "clientKeypackages", (short) suite, basic(), 1);
      byte[] bare = (byte[]) made.get(0);
      byte[] message = Arrays.copyOf(KEY_PACKAGE, KEY_PACKAGE.length + bare.length);
      System.arraycopy(bare, 0, message, KEY_PACKAGE.length, bare.length);
      return message;
    }

    @Override
    public PeerGroup create(byte[] groupId) {
      Object configuration =
          kotlin.create(
              PACKAGE + "ConversationConfiguration",
              (short) suite,
              List.of(),
              configuration(),
              null);
      kotlin.await(core, "createConversation", groupId, basic(), configuration);
      return new Member(core, groupId);
    }

    @Override
    public PeerGroup join(byte[] welcome) {
      Object bundle = kotlin.await(core, "processWelcomeMessage", welcome, configuration());
      return new Member(core, (byte[]) kotlin.call(bundle, "getId"));
    }

    @Override
    public void close() {
      kotlin.call(core, "close");
    }
  }

  private final class Member implements PeerGroup {
    private final Object core;
    private final byte[] id;

    Member(Object core, byte[] id) {
      this.core = core;
      this.id = id;
    }

    @Override
    public long epoch() {
      return (Long) kotlin.call(kotlin.await(core, "conversationEpoch", id), "unbox-impl");
    }

    @Override
    public PeerCommit add(List<byte[]> keyPackages) {
      List<byte[]> bare = keyPackages.stream().map(CoreCrypto::bare).toList();
      return commit(kotlin.await(core, "addClientsToConversation", id, bare));
    }

    @Override
    public PeerCommit remove(byte[] identity) {
      return commit(kotlin.await(core, "removeClientsFromConversation", id, List.of(identity)));
    }

    @Override
    public PeerCommit update() {
      return commit(kotlin.await(core, "updateKeyingMaterial", id));
    }

    @Override
    public byte[] proposeAdd(byte[] keyPackage) {
      return proposal(kotlin.await(core, "newAddProposal", id, bare(keyPackage)));
    }

    @Override
    public byte[] proposeRemove(byte[] identity) {
      return proposal(kotlin.await(core, "newRemoveProposal", id, identity));
    }

    @Override
    public byte[] proposeUpdate() {
      return proposal(kotlin.await(core, "newUpdateProposal", id));
    }

    @Override
    public PeerCommit commitProposals() {
      return commit(kotlin.await(core, "commitPendingProposals", id));
    }

    @Override
    public void accept() {
      kotlin.await(core, "commitAccepted", id);
    }

    @Override
    public boolean follow(byte[] handshake) {
      return (Boolean) kotlin.call(kotlin.await(core, "decryptMessage", id, handshake), "isActive");
    }

    @Override
    public byte[] protect(byte[] plaintext) {
      return (byte[]) kotlin.await(core, "encryptMessage", id, plaintext);
    }

    @Override
    public byte[] unprotect(byte[] message) {
      return (byte[]) kotlin.call(kotlin.await(core, "decryptMessage", id, message), "getMessage");
    }

    @Override
    public byte[] export(int length) {
      return (byte[]) kotlin.await(core, "exportSecretKey", id, length);
    }

    @Override
    public void delete() {
      kotlin.await(core, "wipeConversation", id);
    }

    private byte[] proposal(Object bundle) {
      return (byte[]) kotlin.call(bundle, "getProposal");
    }

    private PeerCommit commit(Object bundle) {
      return new PeerCommit(
          (byte[]) kotlin.call(bundle, "getCommit"),
          Optional.ofNullable((byte[]) kotlin.call(bundle, "getWelcome")));
    }
  }

  private static byte[] bare(byte[] keyPackage) {
    return Arrays.copyOfRange(keyPackage, KEY_PACKAGE.length, keyPackage.length);
  }
}
