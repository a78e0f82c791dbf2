package dev.claviger.crypto.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with one line of JSON for each event, chained by hashes ({@link HashChain}). It is locked
 * as long as it is open. Thread-safe.
 */
public final class AuditFile implements AuditSink, AutoCloseable {
  /** How far back from the end the last line is looked for; lines are far shorter. */
  private static final int TAIL = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final boolean sync;
  private long number;
  private String head;

  private AuditFile(Path path, FileChannel channel, boolean sync) {
    this.path = path;
    this.channel = channel;
    this.sync = sync;
  }

  /**
   * Opens or creates a file and goes on after its last line. A line that a crash left unfinished is
   * cut off: its event was never reported as taken down.
   *
   * @param sync whether each event is on the disk before {@link #record} returns, so that it
   *     outlives a crash of the machine and not only one of the process
   * @throws AuditException if it cannot be opened, another process has it, or its last line was
   *     changed
   */
  public static AuditFile open(Path path, boolean sync) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      if (channel.tryLock() == null) {
        throw new AuditException(path + " is in use by another process");
      }
      AuditFile file = new AuditFile(path, channel, sync);
      file.resume();
      return file;
    } catch (IOException | OverlappingFileLockException e) {
      close(channel);
      throw new AuditException(path + " could not be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  @Override
  public synchronized void record(KeyUse use) {
    HashChain.Line line = HashChain.line(number + 1, AuditLine.members(use), head);
    try {
      long before = channel.size();
      try {
        write(line.text() + "\n", before);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    } catch (IOException e) {
      throw new AuditException(path + " could not be written: " + e.getMessage(), e);
    }
    number++;
    head = line.hash();
  }

  /** How many lines there are. */
  public synchronized long lines() {
    return number;
  }

  /** The hash of the last line, to be kept where whoever might cut the file cannot reach it. */
  public synchronized String head() {
    return head;
  }

  @Override
  public synchronized void close() {
    close(channel);
  }

  private void write(String line, long position) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    if (sync) {
      channel.force(false);
    }
  }

  private void resume() throws IOException {
    long size = channel.size();
    int length = (int) Math.min(size, TAIL);
    ByteBuffer tail = ByteBuffer.allocate(length);
    while (tail.hasRemaining() && channel.read(tail, size - length + tail.position()) >= 0) {}
    String text = new String(tail.array(), StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('\n') + 1;
    channel.truncate(size - length + end);
    if (end == 0) {
      if (size > end) {
        throw new AuditException(path + " is not an audit file");
      }
      number = 0;
      head = HashChain.NOTHING_BEFORE;
      return;
    }
    int start = text.lastIndexOf('\n', end - 2) + 1;
    HashChain.Link last =
        HashChain.link(new String(tail.array(), start, end - 1 - start, StandardCharsets.UTF_8));
    if (last == null) {
      throw new AuditException(path + " was changed: its last line does not have its hash");
    }
    number = last.number();
    head = last.hash();
  }

  private static void close(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new AuditException("an audit file could not be closed: " + e.getMessage(), e);
      }
    }
  }
}
