/** Under construction. */
package dev.claviger.mls;

final class X {
  private X() {}
}
