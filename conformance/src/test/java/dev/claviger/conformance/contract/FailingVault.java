package dev.claviger.conformance.contract;

import dev.claviger.conformance.demo.ForwardingVault;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.PrivateKey;

/** A fake that fails once, at a call that was chosen: to make, use or destroy a key. */
public final class FailingVault extends ForwardingVault {
  private int untilFailure;

  public FailingVault(KeyVault vault) {
    super(vault);
  }

  /** The call after so many that go well fails. */
  public void failAfter(int calls) {
    untilFailure = calls + 1;
  }

  /** Whether the failure was not reached; from here on all goes well. */
  public boolean disarm() {
    boolean armed = untilFailure > 0;
    untilFailure = 0;
    return armed;
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    count();
    VaultKey key = super.generate(purpose, algorithm);
    return new VaultKey(
        key.ref(), key.purpose(), key.algorithm(), failing(key.privateKey()), key.publicKey());
  }

  @Override
  public boolean destroy(KeyRef ref) {
    count();
    return super.destroy(ref);
  }

  private PrivateKey failing(PrivateKey key) {
    Class<?> type = key instanceof SignatureHandle ? SignatureHandle.class : AgreementHandle.class;
    return (PrivateKey)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> use(key, method, arguments));
  }

  private Object use(PrivateKey key, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("sign") || method.getName().equals("extract")) {
      count();
    }
    try {
      return method.invoke(key, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized void count() {
    if (untilFailure > 0) {
      untilFailure--;
      if (untilFailure == 0) {
        throw new VaultException("the token is out to lunch");
      }
    }
  }
}
