package dev.claviger.mls.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.FramedContentAuthData;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivateMessageContentTest {
  private final PrivateMessageContent content =
      new PrivateMessageContent(
          new ApplicationData(Bytes.utf8("data")),
          new FramedContentAuthData(Bytes.utf8("signature"), Optional.empty()));

  @Test
  void paddingOfZeros_isAccepted() {
    Bytes padded = content.encode(Padding.BLOCKS_OF_32);
    assertEquals(32, padded.length());
    assertEquals(content, PrivateMessageContent.decode(padded, ContentType.APPLICATION));
  }

  @Test
  void paddingThatIsNotZero_isRefused() {
    Bytes padded = Bytes.concat(content.encode(Padding.NONE), Bytes.fromHex("000100"));
    Refusals.assertRefused(
        Rule.PADDING_IS_ZERO, () -> PrivateMessageContent.decode(padded, ContentType.APPLICATION));
  }
}
