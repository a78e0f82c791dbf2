package dev.claviger.conformance.interop.server;

import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Refuses requests that are no Protocol Buffers as bad input. gRPC by itself would say that it is
 * the server that failed, because it decodes them where no exception is expected.
 */
final class WellFormed implements ServerInterceptor {
  private WellFormed() {}

  static ServerServiceDefinition of(BindableService service) {
    return ServerInterceptors.intercept(
        ServerInterceptors.useInputStreamMessages(service.bindService()), new WellFormed());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      private boolean refused;

      @Override
      public void onMessage(Q request) {
        try {
          super.onMessage(request);
        } catch (StatusRuntimeException e) {
          refused = true;
          call.close(
              Status.INVALID_ARGUMENT.withDescription(
                  "no "
                      + call.getMethodDescriptor().getBareMethodName()
                      + " request: "
                      + e.getStatus().getDescription()),
              new Metadata());
        }
      }

      @Override
      public void onHalfClose() {
        if (!refused) {
          super.onHalfClose();
        }
      }
    };
  }
}
