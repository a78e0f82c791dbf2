package dev.claviger.conformance.property;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.ExtensionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client in a random group: what it is in and knows, and what lies in its post box. */
final class Peer {
  /** Of the range for private use (RFC 9420 §17.3); every peer handles it. */
  static final ExtensionType EXTENSION = new ExtensionType(0xF0C1);

  private static final SoftwareVault VAULT = SoftwareVault.create();

  private final String name;
  private final boolean publicly;
  private final MlsClient client;
  private final Set<Bytes> psks = new HashSet<>();
  private final List<Post> inbox = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private Optional<Group> group = Optional.empty();
  private boolean gone;
  private long since;

  /**
   * @param publicly whether its handshakes are PublicMessages
   */
  Peer(String name, CipherSuite suite, boolean publicly) {
    this.name = name;
    this.publicly = publicly;
    this.client = client(suite);
  }

  String name() {
    return name;
  }

  MlsClient client() {
    return client;
  }

  /** The same person as a client of another suite. */
  MlsClient client(CipherSuite suite) {
    MlsClientBuilder builder =
        MlsClient.builder()
            .suite(suite)
            .credential(Credential.basic(name))
            .vault(VAULT)
            .supports(EXTENSION)
            .psks(id -> psks.contains(id) ? Optional.of(pskCalled(id)) : Optional.empty());
    return (publicly ? builder.publicHandshakes() : builder).build();
  }

  VaultKey newSignatureKey() {
    return VAULT.generate(KeyPurpose.SIGNATURE, client.suite().signatureScheme());
  }

  List<Post> inbox() {
    return inbox;
  }

  boolean hasRead(Post post) {
    return read.contains(post.text());
  }

  void remember(Post post) {
    read.add(post.text());
  }

  /** False if there was nothing new to it. */
  boolean learn(Collection<Bytes> pskIds) {
    return psks.addAll(pskIds);
  }

  void enter(Group entered) {
    group = Optional.of(entered);
    gone = false;
    since = epoch();
  }

  /** In the group as far as it knows. */
  boolean isIn() {
    return !gone && group.isPresent();
  }

  Group group() {
    return group.orElseThrow();
  }

  long epoch() {
    return group().epoch().number();
  }

  /** The epoch in which it came. */
  long since() {
    return since;
  }

  void leave() {
    gone = true;
  }

  @Override
  public String toString() {
    return isIn() ? name + "@" + epoch() : name;
  }

  private static Secret pskCalled(Bytes id) {
    return Secret.copyOf(Bytes.utf8("the key called " + id.toHex()));
  }
}
