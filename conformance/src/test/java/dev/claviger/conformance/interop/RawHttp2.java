package dev.claviger.conformance.interop;

import dev.claviger.crypto.Bytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A caller that writes frames of HTTP/2 (RFC 9113) by hand, so that they can be wrong. */
final class RawHttp2 implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final Bytes PREFACE = Bytes.utf8("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int ACK = 0x1;
  private static final Bytes EIGHT_ZEROS = Bytes.wrap(new byte[8]);
  private static final int END_STREAM = 0x1;
  private static final int END_HEADERS = 0x4;

  private final Socket socket;

  private RawHttp2(Socket socket) {
    this.socket = socket;
  }

  /** Connects, and says nothing. */
  static RawHttp2 silent(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawHttp2(socket);
  }

  /** Connects, and begins as HTTP/2 has it. */
  static RawHttp2 connect(int port) throws IOException {
    RawHttp2 caller = silent(port);
    caller.say(PREFACE);
    caller.say(frame(SETTINGS, 0, 0, Bytes.empty()));
    return caller;
  }

  /** A call of gRPC whose data are these, the length before the message included. */
  void call(String path, Bytes data) throws IOException {
    Bytes headers =
        Bytes.concat(
            header(":method", "POST"),
            header(":scheme", "http"),
            header(":path", path),
            header(":authority", "localhost"),
            header("te", "trailers"),
            header("content-type", "application/grpc"));
    say(frame(HEADERS, END_HEADERS, 1, headers));
    say(frame(DATA, END_STREAM, 1, data));
  }

  void say(Bytes bytes) throws IOException {
    socket.getOutputStream().write(bytes.toByteArray());
    socket.getOutputStream().flush();
  }

  /** Pings, and waits for the answer; false if the server hangs up instead. */
  boolean ping() throws IOException {
    say(frame(PING, 0, 0, EIGHT_ZEROS));
    try {
      Frame answer = read();
      while (answer.type() != PING || (answer.flags() & ACK) == 0) {
        if (answer.type() == GOAWAY) {
          return false;
        }
        answer = read();
      }
      return true;
    } catch (EOFException | SocketException e) {
      return false;
    }
  }

  /** Returns when the server has ended the stream or hung up; it is given its time. */
  void awaitEnd() throws IOException {
    try {
      Frame frame = read();
      while (!frame.endsStream()) {
        frame = read();
      }
    } catch (EOFException | SocketException e) {
      return; // it hung up
    }
  }

  private record Frame(int type, int flags) {
    boolean endsStream() {
      boolean ended = (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
      return ended || type == RST_STREAM || type == GOAWAY;
    }
  }

  /** What is in it is read over. */
  private Frame read() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    Frame frame = new Frame(in.readUnsignedByte(), in.readUnsignedByte());
    in.readInt();
    in.readNBytes(length);
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static Bytes frame(int type, int flags, int stream, Bytes payload) {
    int length = payload.length();
    return Bytes.concat(
        Bytes.copyOf(
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream),
        payload);
  }

  /** A literal field of HPACK that is not indexed and has a new name (RFC 7541 §6.2.2). */
  private static Bytes header(String name, String value) {
    return Bytes.concat(Bytes.copyOf((byte) 0), text(name), text(value));
  }

  private static Bytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Bytes.concat(Bytes.copyOf((byte) bytes.length), Bytes.copyOf(bytes));
  }
}
