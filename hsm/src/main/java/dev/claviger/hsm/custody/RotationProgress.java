package dev.claviger.hsm.custody;

/** Is told how far a rotation of the wrapping key has come, after each row. */
@FunctionalInterface
public interface RotationProgress {
  /**
   * What it throws stops the rotation, which can be taken up again later.
   *
   * @param done rows that are under the new key
   * @param total rows there were to rewrap when it began
   */
  void rewrapped(int done, int total);
}
