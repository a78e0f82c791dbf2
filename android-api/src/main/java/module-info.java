/** Declarations of Android's classes; what runs is the device's own. */
module dev.claviger.android.api {
  exports android.security;
  exports android.security.keystore;
}
