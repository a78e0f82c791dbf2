package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Variable-size integers (RFC 9420 §2.1.2) at the ends of their ranges, and some within. */
final class DeserializationMaker implements Maker {
  private static final int[] LIMITS = {1 << 6, 1 << 14, 1 << 30};

  @Override
  public List<Entry> make(SeededRandom random) {
    List<Entry> entries = new ArrayList<>();
    int low = 0;
    for (int limit : LIMITS) {
      entries.add(entry(low));
      entries.add(entry(low + random.nextInt(limit - low)));
      entries.add(entry(limit - 1));
      low = limit;
    }
    return entries;
  }

  private static Entry entry(int length) {
    return new Entry().hex("vlbytes_header", header(length)).number("length", length);
  }

  private static Bytes header(int length) {
    if (length < LIMITS[0]) {
      return Bytes.copyOf((byte) length);
    }
    ByteBuffer header =
        length < LIMITS[1]
            ? ByteBuffer.allocate(Short.BYTES).putShort((short) (length | 0x4000))
            : ByteBuffer.allocate(Integer.BYTES).putInt(length | 0x8000_0000);
    return Bytes.wrap(header.array());
  }
}
