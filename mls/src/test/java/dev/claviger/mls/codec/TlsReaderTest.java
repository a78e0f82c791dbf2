package dev.claviger.mls.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.vectors.Vectors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsReaderTest {
  @Test
  void vectorHeadersAreAsInTheVectors() {
    for (JsonNode vector : Vectors.read("deserialization.json")) {
      Bytes header = Vectors.bytes(vector, "vlbytes_header");
      int length = vector.get("length").intValue();
      assertEquals(length, TlsReader.over(header).varint("header"));
      assertEquals(header, new TlsWriter().varint(length).toBytes());
    }
  }

  @Test
  void lengthThatCouldBeShorter_isRefused() {
    assertRefused("4000", "VECTOR_LENGTH_IS_SHORTEST");
    assertRefused("403f", "VECTOR_LENGTH_IS_SHORTEST");
    assertRefused("80000000", "VECTOR_LENGTH_IS_SHORTEST");
    assertRefused("80003fff", "VECTOR_LENGTH_IS_SHORTEST");
  }

  @Test
  void lengthWithTheReservedPrefix_isRefused() {
    assertRefused("c000000000000000", "VECTOR_LENGTH_PREFIX_IS_VALID");
  }

  @Test
  void lengthBeyondTheInput_isRefusedBeforeAnythingIsAllocated() {
    assertRefused("bfffffff00", "needs 1073741823 bytes, 1 are left");
    assertRefused("", "needs 1 bytes, 0 are left");
  }

  @Test
  void bytesThatAreSkipped_mustComeNext() {
    TlsReader r = TlsReader.over(Bytes.fromHex("010203"));

    assertFalse(r.skip(Bytes.fromHex("02")));
    assertTrue(r.skip(Bytes.fromHex("0102")));
    assertFalse(r.skip(Bytes.fromHex("0304")));
    assertEquals(3, r.uint8("last"));
  }

  @Test
  void trailingBytes_areRefused() {
    assertRefused("010000", "1 bytes follow");
  }

  @Test
  void inputBeyondTheLimit_isRefused() {
    Bytes input = Bytes.fromHex("0101");
    DecodeException e =
        assertThrows(
            DecodeException.class, () -> TlsReader.decode(input, "T", r -> r.opaque("T.f"), 1));
    assertTrue(e.getMessage().contains("limit of 1"), e.getMessage());
  }

  @Test
  void presenceOctetOtherThanZeroOrOne_isRefused() {
    DecodeException e =
        assertThrows(
            DecodeException.class,
            () ->
                TlsReader.decode(
                    Bytes.fromHex("0200"), "T", r -> r.optional("T.o", in -> in.uint8("T.o"))));
    assertEquals("T.o", e.field());
  }

  @Test
  void listEndsWhereItsLengthSays() {
    Bytes input = Bytes.fromHex("0400010002ff");
    TlsReader r = TlsReader.over(input);
    assertEquals(List.of(1, 2), r.list("T.l", in -> in.uint16("T.l")));
    assertEquals(0xFF, r.uint8("T.after"));
  }

  @Test
  void elementThatCrossesTheEndOfItsList_isRefused() {
    TlsReader r = TlsReader.over(Bytes.fromHex("0300010002ff"));
    assertThrows(DecodeException.class, () -> r.list("T.l", in -> in.uint16("T.l")));
  }

  @Test
  void unsignedNumbersSurviveARoundTrip() {
    Bytes written = new TlsWriter().uint32(-1).uint64(-2).uint16(0xFFFF).uint8(0xFF).toBytes();
    assertEquals("fffffffffffffffffffffffeffffff", written.toHex());
    TlsReader r = TlsReader.over(written);
    assertEquals(-1, r.uint32("a"));
    assertEquals(-2L, r.uint64("b"));
    assertEquals(0xFFFF, r.uint16("c"));
    assertEquals(0xFF, r.uint8("d"));
  }

  @Test
  void listsOfEveryHeaderSizeSurviveARoundTrip() {
    for (int n : new int[] {0, 1, 31, 32, 8191, 8192, 100_000}) {
      TlsStruct two = w -> w.uint16(7);
      Bytes written =
          new TlsWriter(1).list(java.util.Collections.nCopies(n, two)).uint8(9).toBytes();
      TlsReader r = TlsReader.over(written);
      assertEquals(n, r.list("T.l", in -> in.uint16("T.l")).size());
      assertEquals(9, r.uint8("T.after"));
    }
  }

  @Test
  void secretsAreReadAndWrittenAsSecrets() {
    try (Secret secret = Secret.copyOf((byte) 1, (byte) 2)) {
      Secret encoded = new TlsWriter(1).secret(secret).toSecret();
      assertEquals(Secret.copyOf((byte) 2, (byte) 1, (byte) 2), encoded);
      assertEquals(secret, TlsReader.decode(encoded, "T", r -> r.secret("T.s")));
    }
  }

  @Test
  void optionalSurvivesARoundTrip() {
    TlsStruct seven = w -> w.uint8(7);
    assertEquals("0107", new TlsWriter().optional(Optional.of(seven)).toBytes().toHex());
    assertEquals("00", new TlsWriter().optional(Optional.<TlsStruct>empty()).toBytes().toHex());
  }

  private static void assertRefused(String hex, String because) {
    DecodeException e =
        assertThrows(
            DecodeException.class,
            () -> TlsReader.decode(Bytes.fromHex(hex), "T", r -> r.opaque("T.f")));
    assertTrue(e.getMessage().contains(because), e.getMessage());
  }
}
