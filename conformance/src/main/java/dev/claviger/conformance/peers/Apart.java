package dev.claviger.conformance.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A class loader that has packages from jars of its own, though the parent has classes of the same
 * names: another version of a library, and its static state and native parts once more.
 */
public final class Apart extends URLClassLoader {
  private final List<String> own;

  private Apart(URL[] jars, List<String> own) {
    super(jars, Apart.class.getClassLoader());
    this.own = own;
  }

  /**
   * @param name the folder of the jars beside the classes of this module
   * @param own how the names of those classes begin that are never taken from the parent
   */
  public static Apart of(String name, String... own) {
    try (Stream<Path> files = Files.list(folder(name))) {
      URL[] jars =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .map(Apart::url)
              .toArray(URL[]::new);
      return new Apart(jars, List.of(own));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why there is no such folder, if there is none. */
  public static Optional<String> missing(String name) {
    Path folder = folder(name);
    return Files.isDirectory(folder)
        ? Optional.empty()
        : Optional.of(folder + " is not there: a build by Maven puts it there");
  }

  /** {@code target/peers/NAME}; {@code -Dclaviger.peers=DIR} is for builds by other means. */
  private static Path folder(String name) {
    String folder = System.getProperty("claviger.peers");
    return folder == null ? besideClasses().resolve("peers").resolve(name) : Path.of(folder, name);
  }

  private static Path besideClasses() {
    try {
      return Path.of(Apart.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (own.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  /** What lies beside the classes is found here first as well: native libraries do. */
  @Override
  public URL getResource(String name) {
    URL found = findResource(name);
    return found == null ? super.getResource(name) : found;
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
