/**
 * RFC 9420 above a ciphersuite engine and opaque key handles. What is exported, and why, is decided
 * in docs/adr/0004-mls-packages.md.
 */
module dev.claviger.mls {
  requires transitive dev.claviger.provider;

  exports dev.claviger.mls;
  exports dev.claviger.mls.codec;
  exports dev.claviger.mls.index;
  exports dev.claviger.mls.rule;
  exports dev.claviger.mls.spi;
  exports dev.claviger.mls.wire;
}
