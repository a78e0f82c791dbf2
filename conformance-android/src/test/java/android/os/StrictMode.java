package android.os;

/** Stands before Android's class of that name: it watches over nothing. */
public final class StrictMode {
  private StrictMode() {}

  public static void noteDiskRead() {}

  public static void noteDiskWrite() {}

  public static void noteSlowCall(String name) {}
}
