package dev.claviger.conformance.interop.server;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.hsm.TokenFullException;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.rule.ValidationException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/**
 * Answers a call, or says with a code of gRPC whose fault it is that there is no answer: the
 * caller's input (INVALID_ARGUMENT, with the name of the rule that it breaks), an id that stands
 * for nothing (NOT_FOUND), a call out of turn (FAILED_PRECONDITION), the vault's (UNAVAILABLE,
 * RESOURCE_EXHAUSTED). What is left is a fault of this program: UNKNOWN, and a stack trace in the
 * log.
 */
final class Answers {
  private static final System.Logger LOG = System.getLogger(Answers.class.getName());

  private Answers() {}

  static <T> void to(StreamObserver<T> observer, Supplier<T> answer) {
    T response;
    try {
      response = answer.get();
    } catch (RuntimeException e) {
      observer.onError(status(e).asRuntimeException());
      return;
    }
    observer.onNext(response);
    observer.onCompleted();
  }

  private static Status status(RuntimeException failure) {
    return code(failure).withDescription(description(failure));
  }

  private static Status code(RuntimeException failure) {
    if (failure instanceof UnknownIdException) {
      return Status.NOT_FOUND;
    }
    if (failure instanceof TokenFullException) {
      return Status.RESOURCE_EXHAUSTED;
    }
    if (failure instanceof VaultException && !(failure instanceof UnsupportedKeyException)) {
      return Status.UNAVAILABLE;
    }
    if (failure instanceof IllegalStateException) {
      return Status.FAILED_PRECONDITION;
    }
    if (failure instanceof ValidationException
        || failure instanceof DecodeException
        || failure instanceof AuthenticationException
        || failure instanceof CryptoException
        || failure instanceof IllegalArgumentException) {
      return Status.INVALID_ARGUMENT;
    }
    LOG.log(System.Logger.Level.ERROR, "a call failed that should not", failure);
    return Status.UNKNOWN;
  }

  private static String description(RuntimeException failure) {
    if (failure instanceof ValidationException refused) {
      return refused.rule() + ": " + refused.getMessage();
    }
    if (failure instanceof DecodeException refused) {
      return refused.rule() + ": " + refused.getMessage();
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
