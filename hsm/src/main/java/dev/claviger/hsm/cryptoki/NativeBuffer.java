package dev.claviger.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Native memory for the time of one call: cleared when it is closed, whatever was in it, and kept
 * for the next one. Allocating for each call, and reaching each member through JNI, costs more than
 * the call. Offsets are in bytes; nothing reaches beyond the length.
 */
final class NativeBuffer implements AutoCloseable {
  /** What a call mostly needs, and what is enough for nearly all. */
  private static final int[] SIZES = {512, 16 * 1024};

  /** The null pointer: where there is nothing to point at. */
  static final NativeBuffer NONE = new NativeBuffer(new Block(), null, 0);

  private static final byte[] ZEROS = new byte[SIZES[0]];

  private static final Pool[] POOLS = {new Pool(SIZES[0]), new Pool(SIZES[1])};

  private final Block block;
  private final Pool pool;
  private final int length;

  private NativeBuffer(Block block, Pool pool, int length) {
    this.block = block;
    this.pool = pool;
    this.length = length;
  }

  /** All zeros; of one byte at least, so that it has an address. */
  static NativeBuffer allocate(long length) {
    int size = Math.toIntExact(Math.max(1, length));
    for (int i = 0; i < SIZES.length; i++) {
      if (size <= SIZES[i]) {
        return new NativeBuffer(POOLS[i].take(), POOLS[i], size);
      }
    }
    return new NativeBuffer(new Block(size), null, size);
  }

  /** Its address, as an argument of a native call. */
  long address() {
    return block.address;
  }

  /** The same of the place at an offset. */
  long address(long offset) {
    return block.address + checked(offset, 0);
  }

  void setByte(long offset, byte value) {
    block.bytes.put(checked(offset, 1), value);
  }

  void setUlong(long offset, long value) {
    if (Ulong.SIZE == Long.BYTES) {
      block.bytes.putLong(checked(offset, Long.BYTES), value);
    } else {
      block.bytes.putInt(checked(offset, Integer.BYTES), (int) value);
    }
  }

  /** The address of another place in this buffer. */
  void setAddress(long offset, long target) {
    block.bytes.putLong(checked(offset, Long.BYTES), address(target));
  }

  void write(long offset, byte[] from, int start, int count) {
    block.bytes.put(checked(offset, count), from, start, count);
  }

  long getUlong(long offset) {
    return Ulong.SIZE == Long.BYTES
        ? getLength(offset)
        : Integer.toUnsignedLong(block.bytes.getInt(checked(offset, Integer.BYTES)));
  }

  /** A length or count that the module wrote; CK_UNAVAILABLE_INFORMATION reads as -1. */
  long getLength(long offset) {
    return Ulong.SIZE == Long.BYTES
        ? block.bytes.getLong(checked(offset, Long.BYTES))
        : block.bytes.getInt(checked(offset, Integer.BYTES));
  }

  byte[] read(long offset, int count) {
    byte[] out = new byte[count];
    block.bytes.get(checked(offset, count), out, 0, count);
    return out;
  }

  /** Leaves nothing of what was in it. */
  @Override
  public void close() {
    for (int i = 0; i < length; i += ZEROS.length) {
      block.bytes.put(i, ZEROS, 0, Math.min(ZEROS.length, length - i));
    }
    if (pool != null) {
      pool.give(block);
    } else {
      block.free();
    }
  }

  private int checked(long offset, int count) {
    return (int) Objects.checkFromIndexSize(offset, count, length);
  }

  /** Native memory, its address, and the same bytes as the JVM reaches them without JNI. */
  private static final class Block {
    private final Optional<Memory> memory;
    private final long address;
    private final ByteBuffer bytes;

    Block(int size) {
      Memory allocated = new Memory(size);
      allocated.clear();
      memory = Optional.of(allocated);
      address = Pointer.nativeValue(allocated);
      bytes = allocated.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    }

    /** None. */
    Block() {
      memory = Optional.empty();
      address = 0;
      bytes = ByteBuffer.allocate(0);
    }

    void free() {
      memory.ifPresent(Memory::close);
    }
  }

  /**
   * Blocks at rest. Each call takes some and gives them back, so a thread looks where it mostly is
   * alone, in a line of the processor's cache that no other thread writes.
   */
  private static final class Pool {
    private static final int STRIPES = 16;

    /** More than one call needs, and a line of cache where references are short. */
    private static final int DEPTH = 16;

    private final int size;
    private final AtomicReferenceArray<Block> idle = new AtomicReferenceArray<>(STRIPES * DEPTH);

    Pool(int size) {
      this.size = size;
    }

    Block take() {
      int first = stripe();
      for (int i = first; i < first + DEPTH; i++) {
        Block block = idle.get(i);
        if (block != null && idle.compareAndSet(i, block, null)) {
          return block;
        }
      }
      return new Block(size);
    }

    void give(Block block) {
      int first = stripe();
      for (int i = first; i < first + DEPTH; i++) {
        if (idle.get(i) == null && idle.compareAndSet(i, null, block)) {
          return;
        }
      }
      block.free();
    }

    private static int stripe() {
      return (int) (Thread.currentThread().getId() & (STRIPES - 1)) * DEPTH;
    }
  }
}
