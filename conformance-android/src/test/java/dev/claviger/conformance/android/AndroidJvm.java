package dev.claviger.conformance.android;

import android.os.ServiceManager;
import android.security.keystore2.AndroidKeyStoreProvider;

/** Android's own key store classes in this JVM, above a fake of the service that they call. */
public final class AndroidJvm {
  private static final String SERVICE = "android.system.keystore2.IKeystoreService/default";

  static {
    ServiceManager.addService(SERVICE, new FakeKeystoreService());
    AndroidCertificates.install();
    AndroidKeyStoreProvider.install();
  }

  private AndroidJvm() {}

  /** Once for the process, whoever asks first. */
  public static void start() {}
}
