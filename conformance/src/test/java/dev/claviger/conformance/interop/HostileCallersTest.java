package dev.claviger.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.interop.proto.MLSClientGrpc;
import dev.claviger.conformance.interop.proto.NameRequest;
import dev.claviger.crypto.Bytes;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Callers who do not keep to Protocol Buffers, gRPC or HTTP/2 are refused, and others served on.
 */
final class HostileCallersTest {
  private final OwnServer server = OwnServer.software();
  private final ManagedChannel channel =
      Grpc.newChannelBuilder(server.address(), InsecureChannelCredentials.create()).build();

  /** It would print a stack trace for each caller of this kind. */
  private static final Logger TRANSPORT = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

  @BeforeAll
  static void quiet() {
    TRANSPORT.setLevel(Level.OFF);
  }

  @AfterAll
  static void aloud() {
    TRANSPORT.setLevel(null);
  }

  @AfterEach
  void close() throws InterruptedException {
    channel.shutdownNow();
    assertTrue(channel.awaitTermination(10, TimeUnit.SECONDS));
    server.close();
  }

  @Test
  void requestsThatAreNoProtocolBuffers_areInvalidInEveryCall() {
    List<Bytes> malformed =
        List.of(
            Bytes.fromHex("0a7f01"), // a field of 127 bytes, of which there is one
            Bytes.fromHex("0affffffff07"), // a field of two gibibytes
            Bytes.fromHex("0affffffffffffffffff01"), // a field of a negative length
            Bytes.fromHex("00"), // the number of no field
            Bytes.fromHex("0f"), // a type of no field
            Bytes.fromHex("0affffffffffffffffffffff")); // a length that does not end
    int calls = 0;
    for (MethodDescriptor<?, ?> method : MLSClientGrpc.getServiceDescriptor().getMethods()) {
      for (Bytes request : malformed) {
        StatusRuntimeException refused =
            assertThrows(StatusRuntimeException.class, () -> call(method, request));
        assertEquals(
            Status.Code.INVALID_ARGUMENT,
            refused.getStatus().getCode(),
            method.getBareMethodName() + " of " + request + ": " + refused.getStatus());
        calls++;
      }
    }
    assertEquals(34 * malformed.size(), calls);
    assertServesAndHoldsNothing();
  }

  @Test
  void framesThatAreCutOffOrLieAboutTheirLength_endTheirStreamOnly() throws Exception {
    for (String data :
        List.of(
            "0000000064" + "0a0101", // a message of 100 bytes, of which there are three
            "000000", // not even a length
            "00ffffffff" + "00", // a message of four gibibytes
            "007fffffff" + "00", // of two
            "0004000001" + "00", // of a byte more than the limit
            "0100000003" + "0a0101", // compressed, and nobody said how
            "ff00000003" + "0a0101")) { // an unknown flag
      try (RawHttp2 caller = RawHttp2.connect(server.server().port())) {
        caller.call("/mls_client.MLSClient/Name", Bytes.fromHex(data));
        caller.awaitEnd();
      }
      assertServesAndHoldsNothing();
    }
  }

  @Test
  void callersWhoSpeakNoHttp2_orHangUp_harmNobody() throws Exception {
    for (String said :
        List.of("", "00", "474554202f20485454502f312e310d0a0d0a", "ff".repeat(10_000))) {
      try (RawHttp2 caller = RawHttp2.silent(server.server().port())) {
        caller.say(Bytes.fromHex(said));
      }
    }
    try (RawHttp2 caller = RawHttp2.connect(server.server().port())) {
      caller.say(Bytes.fromHex("ffffff" + "00" + "00" + "00000001")); // a frame of 16 MiB
      caller.awaitEnd();
    }
    assertServesAndHoldsNothing();
  }

  /** As gRPC for Go does at nearly every answer, over the life of a connection. */
  @Test
  void callerWhoPingsAllTheTime_isServedOn() throws Exception {
    try (RawHttp2 caller = RawHttp2.connect(server.server().port())) {
      for (int i = 0; i < 12_000; i++) {
        assertTrue(caller.ping(), "the server hung up at ping " + i);
      }
    }
    assertServesAndHoldsNothing();
  }

  private void call(MethodDescriptor<?, ?> method, Bytes request) {
    MethodDescriptor<Bytes, Bytes> raw = method.toBuilder(new Raw(), new Raw()).build();
    ClientCalls.blockingUnaryCall(
        channel, raw, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS), request);
  }

  private void assertServesAndHoldsNothing() {
    assertEquals(
        "Claviger",
        MLSClientGrpc.newBlockingStub(channel)
            .withDeadlineAfter(60, TimeUnit.SECONDS)
            .name(NameRequest.getDefaultInstance())
            .getName()
            .split(" ", 2)[0]);
    assertEquals(0, server.server().held());
  }

  /** Messages as they are. */
  private static final class Raw implements MethodDescriptor.Marshaller<Bytes> {
    @Override
    public InputStream stream(Bytes value) {
      return new ByteArrayInputStream(value.toByteArray());
    }

    @Override
    public Bytes parse(InputStream stream) {
      return Bytes.empty();
    }
  }
}
