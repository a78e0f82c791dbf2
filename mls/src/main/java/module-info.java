/** RFC 9420 above a ciphersuite engine and opaque key handles. */
module dev.claviger.mls {
  requires transitive dev.claviger.provider;

  exports dev.claviger.mls.codec;
  exports dev.claviger.mls.index;
  exports dev.claviger.mls.wire;
}
