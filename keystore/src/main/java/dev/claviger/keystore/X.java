/** Under construction. */
package dev.claviger.keystore;

final class X {
  private X() {}
}
