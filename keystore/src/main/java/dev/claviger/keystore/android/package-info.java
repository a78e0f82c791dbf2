/**
 * A key vault on the Android Keystore, for Android 12 (API level 31) and later. Nothing else in
 * this project names a class of Android's.
 */
package dev.claviger.keystore.android;
