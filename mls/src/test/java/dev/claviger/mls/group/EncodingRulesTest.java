package dev.claviger.mls.group;

import static dev.claviger.mls.Refusals.assertDecodeRefused;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.Limits;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Remove;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Genuine messages of a group, with one byte that must not be. */
class EncodingRulesTest {
  /** Where group_id begins in an MLSMessage: after version and wire_format. */
  private static final int GROUP_ID = 4;

  private final World world = new World();
  private final Bytes genuine = world.alice.protect(Bytes.utf8("data"), World.NO_DATA).encode();

  @Test
  void messageCutShortAnywhere_isRefused() {
    for (int length = 0; length < genuine.length(); length++) {
      Bytes cut = genuine.slice(0, length);
      assertDecodeRefused(Rule.ENCODING_IS_COMPLETE, () -> MlsMessage.decode(cut));
    }
    world.assertBobIsWell();
  }

  @Test
  void bytesAfterAMessage_areRefused() {
    Bytes more = Bytes.concat(genuine, Bytes.fromHex("00"));
    assertDecodeRefused(Rule.ENCODING_ENDS_WITH_THE_STRUCT, () -> MlsMessage.decode(more));
  }

  @Test
  void messageBeyondTheLimit_isRefusedUnread() {
    Bytes tooLong = Bytes.wrap(new byte[Limits.MAX_MESSAGE_LENGTH + 1]);
    assertDecodeRefused(Rule.ENCODING_IS_WITHIN_LIMITS, () -> MlsMessage.decode(tooLong));
  }

  @Test
  void presenceOctetOfTwo_isRefused() {
    Bytes commit = World.forge(Optional.empty(), new Remove(world.carol.self().index())).encode();
    Bytes forged = Bytes.concat(commit.slice(0, commit.length() - 1), Bytes.fromHex("02"));
    assertDecodeRefused(
        Rule.PRESENCE_OCTET_IS_0_OR_1, () -> TlsReader.decode(forged, "Commit", Commit::read));
  }

  @Test
  void lengthInTwoBytesThatFitsOne_isRefused() {
    Bytes stretched =
        Bytes.concat(
            genuine.slice(0, GROUP_ID),
            Bytes.fromHex("40"),
            genuine.slice(GROUP_ID, genuine.length()));
    assertDecodeRefused(Rule.VECTOR_LENGTH_IS_SHORTEST, () -> MlsMessage.decode(stretched));
  }

  @Test
  void lengthWithTheReservedPrefix_isRefused() {
    Bytes reserved = with(GROUP_ID, 0xC0);
    assertDecodeRefused(Rule.VECTOR_LENGTH_PREFIX_IS_VALID, () -> MlsMessage.decode(reserved));
  }

  @Test
  void wireFormatNobodyKnows_isRefused() {
    Bytes unknown = with(3, 0x77);
    assertDecodeRefused(Rule.SELECTOR_IS_KNOWN, () -> MlsMessage.decode(unknown));
  }

  @Test
  void anotherVersionOfTheProtocol_isRefused() {
    Bytes future = with(1, 0x02);
    assertDecodeRefused(Rule.VERSION_IS_KNOWN, () -> MlsMessage.decode(future));
    byte[] context = world.alice.context().encode().toByteArray();
    context[1] = 0x02;
    assertDecodeRefused(
        Rule.VERSION_IS_KNOWN,
        () -> TlsReader.decode(Bytes.wrap(context), "GroupContext", GroupContext::read));
  }

  private Bytes with(int at, int value) {
    byte[] changed = genuine.toByteArray();
    changed[at] = (byte) value;
    return Bytes.wrap(changed);
  }
}
