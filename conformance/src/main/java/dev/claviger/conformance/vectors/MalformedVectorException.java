package dev.claviger.conformance.vectors;

/** A file of test vectors does not have the shape of its format. */
public final class MalformedVectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedVectorException(String message) {
    super(message);
  }

  public MalformedVectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
