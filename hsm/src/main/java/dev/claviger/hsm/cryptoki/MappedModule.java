package dev.claviger.hsm.cryptoki;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.SymbolProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Loads a PKCS#11 module and binds its functions, found by C_GetFunctionList. */
final class MappedModule {
  private static final int VERSION_LENGTH = 2;

  /** From dlfcn.h; RTLD_LOCAL is zero but on macOS. */
  private static final int RTLD_NOW = 2;

  private static final int RTLD_LOCAL_MAC = 4;

  private static final Missing MISSING = () -> Ckr.FUNCTION_NOT_SUPPORTED;

  private MappedModule() {}

  /**
   * Stands where a module has no function. It looks at no argument, so that it may stand for all:
   * in C's calling conventions it is the caller who removes them.
   */
  private interface Missing extends Callback {
    @SuppressWarnings("unused") // called from C
    long call();
  }

  /**
   * @param symbol the entry point: C_GetFunctionList, or FC_GetFunctionList for NSS in FIPS mode
   * @throws ModuleLoadException if the file is not there, not loadable, or has no such entry, or if
   *     this is no 64-bit JVM
   */
  static CkCalls load(Path path, String symbol) {
    if (Native.POINTER_SIZE != Long.BYTES) {
      throw new ModuleLoadException("it cannot be called from a JVM of 32 bits", null);
    }
    NativeLibrary library;
    try {
      library = NativeLibrary.getInstance(path.toString(), loading());
    } catch (UnsatisfiedLinkError e) {
      throw new ModuleLoadException("it cannot be loaded: " + reason(path, e), e);
    }
    try (Memory out = new Memory(Native.POINTER_SIZE)) {
      long rv = Ulong.ofResult(library.getFunction(symbol).invokeLong(new Object[] {out}));
      if (rv != Ckr.OK) {
        throw new CryptokiException(symbol, rv);
      }
      return bind(path, out.getPointer(0));
    } catch (UnsatisfiedLinkError e) {
      throw new ModuleLoadException("it has no " + symbol + ", so it is no PKCS#11 module", e);
    } finally {
      library.close(); // what was bound holds the module by itself
    }
  }

  private static CkCalls bind(Path path, Pointer list) {
    Map<String, Object> options = new HashMap<>(loading());
    SymbolProvider functions = (handle, method, parent) -> address(list, method);
    options.put(Library.OPTION_SYMBOL_PROVIDER, functions);
    Class<?> copy = copyOf(MappedCalls.class);
    Native.register(copy, NativeLibrary.getInstance(path.toString(), options));
    try {
      return (CkCalls) copy.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a copy of " + MappedCalls.class + " cannot be made", e);
    }
  }

  private static long address(Pointer list, String method) {
    // The list starts with a two-byte version; the pointers are aligned but on Windows (pack 1).
    int first = Platform.isWindows() ? VERSION_LENGTH : Native.POINTER_SIZE;
    long place = first + (long) CkFunction.ofMethod(method).index() * Native.POINTER_SIZE;
    Pointer function = list.getPointer(place);
    return Pointer.nativeValue(
        function == null ? CallbackReference.getFunctionPointer(MISSING) : function);
  }

  private static Class<?> copyOf(Class<?> template) {
    try (InputStream in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
      byte[] code = Objects.requireNonNull(in, "class file").readAllBytes();
      return MethodHandles.lookup().defineHiddenClass(code, true).lookupClass();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(template + " is not of this package", e);
    }
  }

  /** What the system's loader says, without the path; JNA says it twice and adds much more. */
  private static String reason(Path path, UnsatisfiedLinkError e) {
    String said =
        String.valueOf(e.getMessage())
            .lines()
            .skip(1)
            .findFirst()
            .orElse("the system's loader gives no reason")
            .strip();
    String prefix = path + ": ";
    return said.startsWith(prefix) ? said.substring(prefix.length()) : said;
  }

  /**
   * A module's symbols are kept to itself. They have the same names in all modules, and the
   * system's loader would let a second one call the functions of the first. JNA makes them global.
   */
  private static Map<String, Object> loading() {
    return Platform.isWindows()
        ? Map.of()
        : Map.of(
            Library.OPTION_OPEN_FLAGS, Platform.isMac() ? RTLD_NOW | RTLD_LOCAL_MAC : RTLD_NOW);
  }
}
