package dev.claviger.conformance.bench.stack;

import static dev.claviger.conformance.bench.stack.BouncyStack.MLS;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** A member of Bouncy Castle's: each Commit gives another object for the next epoch. */
final class BouncyMember implements BenchMember {
  private static final String GROUP = MLS + "protocol.Group";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] NOTHING = {};

  private final Foreign library;
  private final Object suite;
  private Object group;

  BouncyMember(Foreign library, Object suite, Object group) {
    this.library = library;
    this.suite = suite;
    this.group = group;
  }

  @Override
  public Sent add(List<byte[]> keyPackages) {
    List<Object> proposals = new ArrayList<>();
    for (byte[] keyPackage : keyPackages) {
      Object decoded = library.field(decode(library, keyPackage), "keyPackage");
      proposals.add(library.call(proposal(), "add", decoded));
    }
    return commit(proposals, true);
  }

  @Override
  public Sent remove(int leaf) {
    Object index = library.make(MLS + "TreeKEM.LeafIndex", leaf);
    return commit(List.of(library.call(proposal(), "remove", index)), false);
  }

  @Override
  public Sent commit() {
    return commit(List.of(), false);
  }

  @Override
  public void process(byte[] commit) {
    group = library.call(group, "handle", commit, null);
  }

  @Override
  public byte[] protect(byte[] data) {
    return encode(library, library.call(group, "protect", NOTHING, data, 0));
  }

  @Override
  public byte[] unprotect(byte[] message) {
    byte[][] opened = (byte[][]) library.call(group, "unprotect", decode(library, message));
    return opened[1];
  }

  @Override
  public byte[] export(String label, int length) {
    return (byte[])
        library.call(library.call(group, "getKeySchedule"), "MLSExporter", label, NOTHING, length);
  }

  @Override
  public byte[] groupInfo() {
    return encode(library, library.call(group, "getGroupInfo", true));
  }

  @Override
  public void delete() {
    // Nothing outlives the garbage collector.
  }

  @Override
  public Object state() {
    return group;
  }

  static Object randomSecret(Foreign library, Object suite) {
    int length = (int) library.call(library.call(suite, "getKDF"), "getHashLength");
    byte[] secret = new byte[length];
    RANDOM.nextBytes(secret);
    return library.make(MLS + "crypto.Secret", (Object) secret);
  }

  static Object messageOptions(Foreign library, boolean encrypt) {
    return library.make(GROUP + "$MessageOptions", encrypt, NOTHING, 0);
  }

  static byte[] encode(Foreign library, Object message) {
    return (byte[]) library.call(library.type(MLS + "codec.MLSOutputStream"), "encode", message);
  }

  static Object decode(Foreign library, byte[] message) {
    return library.call(
        library.type(MLS + "codec.MLSInputStream"),
        "decode",
        message,
        library.type(MLS + "codec.MLSMessage"));
  }

  /** Commit and Welcome are one object, which encodes as what its field says. */
  private Sent commit(List<Object> proposals, boolean adds) {
    Object made =
        library.call(
            group,
            "commit",
            randomSecret(library, suite),
            library.make(GROUP + "$CommitOptions", proposals, true, true, null),
            messageOptions(library, true),
            library.make(GROUP + "$CommitParameters", (short) 0));
    group = library.field(made, "group");
    Object message = library.field(made, "message");
    byte[] encoded = encode(library, message);
    if (!adds) {
      return new Sent(encoded, Sent.NO_WELCOME);
    }
    Class<?> formats = library.type(MLS + "codec.WireFormat");
    library.set(message, "wireFormat", library.field(formats, "mls_welcome"));
    return new Sent(encoded, encode(library, message));
  }

  private Class<?> proposal() {
    return library.type(MLS + "codec.Proposal");
  }
}
