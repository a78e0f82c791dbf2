package android.os;

import java.io.FileDescriptor;

/**
 * Stands before Android's class of that name, which is native: an object of this process, called
 * directly.
 */
public class Binder implements IBinder {
  private IInterface owner;
  private String descriptor;

  public Binder() {}

  public static IBinder allowBlocking(IBinder binder) {
    return binder;
  }

  public final void markVintfStability() {}

  public void attachInterface(IInterface attached, String interfaceDescriptor) {
    this.owner = attached;
    this.descriptor = interfaceDescriptor;
  }

  @Override
  public String getInterfaceDescriptor() {
    return descriptor;
  }

  @Override
  public boolean pingBinder() {
    return true;
  }

  @Override
  public boolean isBinderAlive() {
    return true;
  }

  @Override
  public IInterface queryLocalInterface(String asked) {
    return asked.equals(descriptor) ? owner : null;
  }

  @Override
  public void dump(FileDescriptor out, String[] arguments) {}

  @Override
  public void dumpAsync(FileDescriptor out, String[] arguments) {}

  @Override
  public void shellCommand(
      FileDescriptor in,
      FileDescriptor out,
      FileDescriptor error,
      String[] arguments,
      ShellCallback callback,
      ResultReceiver receiver) {
    throw new UnsupportedOperationException("no shell");
  }

  @Override
  public boolean transact(int code, Parcel data, Parcel reply, int flags) {
    throw new UnsupportedOperationException("calls do not leave the process");
  }

  /** What a Stub of Android's overrides. */
  protected boolean onTransact(int code, Parcel data, Parcel reply, int flags)
      throws RemoteException {
    throw new UnsupportedOperationException("calls do not leave the process");
  }

  @Override
  public void linkToDeath(DeathRecipient recipient, int flags) {}

  @Override
  public boolean unlinkToDeath(DeathRecipient recipient, int flags) {
    return true;
  }
}
