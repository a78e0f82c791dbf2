package dev.claviger.hsm.cryptoki;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A loaded PKCS#11 module: its functions by pointer, from C_GetFunctionList. */
final class FunctionTable {
  private static final int VERSION_LENGTH = 2;

  /** From dlfcn.h; RTLD_LOCAL is zero but on macOS. */
  private static final int RTLD_NOW = 2;

  private static final int RTLD_LOCAL_MAC = 4;

  /** Held because JNA unloads a library that is no longer reachable, functions in use or not. */
  @SuppressWarnings("UnusedVariable") // reachability is its use
  private final NativeLibrary library;

  private final Map<CkFunction, Function> functions = new EnumMap<>(CkFunction.class);

  private FunctionTable(NativeLibrary library, Pointer list) {
    this.library = library;
    // The list starts with a two-byte version; the pointers are aligned but on Windows (pack 1).
    int first = Platform.isWindows() ? VERSION_LENGTH : Native.POINTER_SIZE;
    for (CkFunction function : CkFunction.values()) {
      Pointer pointer = list.getPointer(first + (long) function.index() * Native.POINTER_SIZE);
      if (pointer != null) {
        functions.put(function, Function.getFunction(pointer, Function.C_CONVENTION));
      }
    }
  }

  /**
   * @param symbol the entry point: C_GetFunctionList, or FC_GetFunctionList for NSS in FIPS mode
   * @throws ModuleLoadException if the file is not there, not loadable, or has no such entry
   */
  static FunctionTable load(Path path, String symbol) {
    NativeLibrary library;
    try {
      library = NativeLibrary.getInstance(path.toString(), loading());
    } catch (UnsatisfiedLinkError e) {
      throw new ModuleLoadException("it cannot be loaded: " + reason(path, e), e);
    }
    try (Memory out = new Memory(Native.POINTER_SIZE)) {
      long rv = Ulong.ofResult(library.getFunction(symbol), out);
      if (rv != Ckr.OK) {
        throw new CryptokiException(symbol, rv);
      }
      return new FunctionTable(library, out.getPointer(0));
    } catch (UnsatisfiedLinkError e) {
      throw new ModuleLoadException("it has no " + symbol + ", so it is no PKCS#11 module", e);
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

  /**
   * @throws CryptokiException if the function returns anything but CKR_OK
   */
  void call(CkFunction function, Object... arguments) {
    long rv = tryCall(function, arguments);
    if (rv != Ckr.OK) {
      throw new CryptokiException(function.ckName(), rv);
    }
  }

  /**
   * @param arguments of {@link Ulong#argument}; of a {@link NativeBuffer} the address is passed
   */
  long tryCall(CkFunction function, Object... arguments) {
    Function pointer = functions.get(function);
    if (pointer == null) {
      return Ckr.FUNCTION_NOT_SUPPORTED;
    }
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof NativeBuffer buffer) {
        arguments[i] = buffer.argument();
      }
    }
    return Ulong.ofResult(pointer, arguments);
  }
}
