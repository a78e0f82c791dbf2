package dev.claviger.conformance.interop.runner;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.ProtectRequest;
import dev.claviger.conformance.interop.proto.StorePSKRequest;
import dev.claviger.conformance.interop.proto.UnprotectRequest;
import dev.claviger.conformance.interop.proto.UnprotectResponse;
import java.security.SecureRandom;

/** The actions that send application data, and the one that gives out PSKs. */
final class Talking {
  private static final int PSK_LENGTH = 32;

  private final Play play;
  private final SecureRandom random = new SecureRandom();

  Talking(Play play) {
    this.play = play;
  }

  void protect(Step step) {
    ByteString data = ByteString.copyFromUtf8(step.text("plaintext"));
    ByteString authenticated = ByteString.copyFromUtf8(step.text("authenticatedData"));
    play.put("plaintext", data);
    play.put("authenticatedData", authenticated);
    play.put(
        "ciphertext",
        play.call(
                step.actor(),
                "Protect",
                ProtectRequest.newBuilder()
                    .setStateId(play.state(step.actor()))
                    .setPlaintext(data)
                    .setAuthenticatedData(authenticated)
                    .build(),
                MLSClientBlockingStub::protect)
            .getCiphertext());
  }

  void unprotect(Step step) {
    int sent = step.number("ciphertext");
    UnprotectResponse received =
        play.call(
            step.actor(),
            "Unprotect",
            UnprotectRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .setCiphertext(play.get(sent, "ciphertext"))
                .build(),
            MLSClientBlockingStub::unprotect);
    if (!received.getPlaintext().equals(play.get(sent, "plaintext"))
        || !received.getAuthenticatedData().equals(play.get(sent, "authenticatedData"))) {
      throw new StepFailedException(step.actor(), "what was read is not what was sent");
    }
  }

  void installPsk(Step step) {
    ByteString id = randomBytes();
    ByteString secret = randomBytes();
    play.put("psk_id", id);
    play.put("psk_secret", secret);
    for (String client : step.texts("clients")) {
      play.call(
          client,
          "StorePSK",
          StorePSKRequest.newBuilder()
              .setStateOrTransactionId(play.stateOrTransaction(client))
              .setPskId(id)
              .setPskSecret(secret)
              .build(),
          MLSClientBlockingStub::storePSK);
    }
  }

  private ByteString randomBytes() {
    byte[] bytes = new byte[PSK_LENGTH];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
