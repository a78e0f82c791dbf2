package dev.claviger.conformance.bench.stack;

import static dev.claviger.conformance.bench.stack.BouncyStack.MLS;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** A signature key of Bouncy Castle's, and the keys of one KeyPackage that waits. */
final class BouncyClient implements BenchClient {
  private static final String KEY_PACKAGE = MLS + "codec.KeyPackage";
  private static final String GROUP = MLS + "protocol.Group";

  private final Foreign library;
  private final Object suite;
  private final Object hpke;
  private final byte[] who;
  private final byte[] signatureKey;
  private final byte[] verifyingKey;
  private Object leafKey;
  private Object initKey;
  private Object keyPackage;

  BouncyClient(Foreign library, Object suite, String who) {
    this.library = library;
    this.suite = suite;
    this.hpke = library.call(suite, "getHPKE");
    this.who = who.getBytes(StandardCharsets.UTF_8);
    Object pair = library.call(suite, "generateSignatureKeyPair");
    this.signatureKey =
        (byte[])
            library.call(suite, "serializeSignaturePrivateKey", library.call(pair, "getPrivate"));
    this.verifyingKey =
        (byte[])
            library.call(suite, "serializeSignaturePublicKey", library.call(pair, "getPublic"));
  }

  @Override
  public byte[] keyPackage() {
    initKey = library.call(hpke, "generatePrivateKey");
    keyPackage =
        library.make(KEY_PACKAGE, suite, publicKey(initKey), newLeaf(), List.of(), signatureKey);
    return encode(library.call(library.type(MLS + "codec.MLSMessage"), "keyPackage", keyPackage));
  }

  @Override
  public BenchMember create() {
    byte[] groupId = new byte[16];
    new SecureRandom().nextBytes(groupId);
    Object leaf = newLeaf();
    return member(library.make(GROUP, groupId, suite, leafKey, signatureKey, leaf, List.of()));
  }

  @Override
  public BenchMember join(byte[] welcome) {
    Object message = decode(welcome);
    Object priv = library.call(hpke, "serializePrivateKey", library.call(initKey, "getPrivate"));
    return member(
        library.make(
            GROUP,
            priv,
            leafKey,
            signatureKey,
            keyPackage,
            library.field(message, "welcome"),
            null,
            Map.of(),
            Map.of()));
  }

  @Override
  public BenchMember joinExternally(byte[] groupInfo) {
    keyPackage();
    Object signer = library.call(suite, "deserializeSignaturePrivateKey", signatureKey);
    Object joined =
        library.call(
            library.type(GROUP),
            "externalJoin",
            BouncyMember.randomSecret(library, suite),
            signer,
            keyPackage,
            library.field(decode(groupInfo), "groupInfo"),
            null,
            BouncyMember.messageOptions(library, false),
            null,
            Map.of());
    encode(library.field(joined, "message"));
    return member(library.field(joined, "group"));
  }

  @Override
  public void close() {
    // Nothing outlives the garbage collector.
  }

  private Object newLeaf() {
    leafKey = library.call(hpke, "generatePrivateKey");
    Object credential =
        library.call(library.type(MLS + "codec.Credential"), "forBasic", (Object) who);
    return library.make(
        MLS + "TreeKEM.LeafNode",
        suite,
        publicKey(leafKey),
        verifyingKey,
        credential,
        library.make(MLS + "codec.Capabilities"),
        library.make(MLS + "TreeKEM.LifeTime"),
        List.of(),
        signatureKey);
  }

  private BenchMember member(Object group) {
    return new BouncyMember(library, suite, group);
  }

  private Object publicKey(Object pair) {
    return library.call(hpke, "serializePublicKey", library.call(pair, "getPublic"));
  }

  private byte[] encode(Object message) {
    return BouncyMember.encode(library, message);
  }

  private Object decode(byte[] message) {
    return BouncyMember.decode(library, message);
  }
}
