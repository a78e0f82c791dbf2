package dev.claviger.conformance.vectors;

/** A kind of test-vector file, and how this implementation is held against it. */
public interface VectorFormat {
  /** The name that {@code --type} takes. */
  String name();

  boolean recognises(VectorFile file);

  Tally run(VectorFile file);
}
