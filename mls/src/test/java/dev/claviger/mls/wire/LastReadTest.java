package dev.claviger.mls.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import org.junit.jupiter.api.Test;

class LastReadTest {
  private final LastRead<Bytes> last = new LastRead<>(r -> r.opaque("T.f"));

  private Bytes read(String hex) {
    return TlsReader.decode(Bytes.fromHex(hex), "T", last::read);
  }

  @Test
  void theSameEncoding_givesTheSameObject() {
    Bytes first = read("020102");

    assertSame(first, read("020102"));
    assertEquals(Bytes.fromHex("0103"), read("020103"));
    assertNotSame(first, read("020102"));
  }

  @Test
  void whatBeginsLikeTheLast_isReadToItsOwnEnd() {
    read("020102");

    assertEquals(Bytes.fromHex("010203"), read("03010203"));
    assertEquals(Bytes.empty(), read("00"));
    assertThrows(DecodeException.class, () -> read("0301"));
    assertThrows(DecodeException.class, () -> read("0001"));
  }

  @Test
  void whatIsLong_isNotKept() {
    String hex = "4400" + "ab".repeat(1024);

    assertNotSame(read(hex), read(hex));
    assertEquals(read(hex), read(hex));
  }
}
