package dev.claviger.conformance.interop.server;

/** No state, transaction, signer or reinitialization has that id here, or none any more. */
final class UnknownIdException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownIdException(String kind, int id) {
    super("no " + kind + " has the id " + Integer.toUnsignedString(id));
  }
}
