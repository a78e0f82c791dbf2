/** Under construction. */
package dev.claviger.hsm;

final class X {
  private X() {}
}
