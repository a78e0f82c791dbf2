package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.VaultKey;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.PrivateKey;
import java.util.function.Consumer;

/** For fakes: a key whose every use passes a guard, which may change what is asked, or throw. */
public final class GuardedKey {
  private GuardedKey() {}

  /**
   * @param guard takes the arguments of {@code sign} or {@code extract} before each
   */
  public static VaultKey of(VaultKey key, Consumer<Object[]> guard) {
    PrivateKey handle = key.privateKey();
    Class<?> type =
        key.purpose() == KeyPurpose.SIGNATURE ? SignatureHandle.class : AgreementHandle.class;
    InvocationHandler use =
        (proxy, method, arguments) -> {
          if (method.getName().equals("sign") || method.getName().equals("extract")) {
            guard.accept(arguments);
          }
          try {
            return method.invoke(handle, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    Object guarded = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, use);
    return new VaultKey(
        key.ref(), key.purpose(), key.algorithm(), (PrivateKey) guarded, key.publicKey());
  }
}
