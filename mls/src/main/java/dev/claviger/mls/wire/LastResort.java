package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * The mark of a KeyPackage of last resort, which may be used more than once (RFC 9420 §16.8). The
 * drafts of the MLS extensions have had two forms of it; both are understood.
 */
public enum LastResort {
  /**
   * The empty extension {@code last_resort} (0x000A) of draft-ietf-mls-extensions-03 to -05, which
   * other implementations send.
   */
  EXTENSION,

  /**
   * The empty component {@code last_resort_key_package} (0x0004) in the extension {@code
   * app_data_dictionary} (0x0006) of later drafts.
   *
   * <pre>
   * struct {
   *     ComponentID component_id;
   *     opaque data&lt;V&gt;;
   * } ComponentData;
   *
   * struct {
   *     ComponentData component_data&lt;V&gt;;
   * } AppDataDictionary;
   * </pre>
   */
  COMPONENT;

  private static final ExtensionType LAST_RESORT = new ExtensionType(0x000A);
  private static final ExtensionType APP_DATA_DICTIONARY = new ExtensionType(0x0006);
  private static final int COMPONENT_ID = 0x0004;

  /** What a KeyPackage is marked with. */
  public Extension extension() {
    return this == EXTENSION
        ? new Extension(LAST_RESORT, Bytes.empty())
        : new Extension(APP_DATA_DICTIONARY, dictionary());
  }

  /** Whether a KeyPackage bears the mark, in either form. */
  public static boolean marks(KeyPackage keyPackage) {
    List<Extension> extensions = keyPackage.extensions();
    return Extension.find(extensions, LAST_RESORT).isPresent()
        || Extension.find(extensions, APP_DATA_DICTIONARY)
            .filter(LastResort::hasComponent)
            .isPresent();
  }

  private static Bytes dictionary() {
    Bytes component = new TlsWriter().uint16(COMPONENT_ID).opaque(Bytes.empty()).toBytes();
    return new TlsWriter().opaque(component).toBytes();
  }

  /** False too of a dictionary that is none: it is another's to judge. */
  private static boolean hasComponent(Extension dictionary) {
    try {
      return TlsReader.decode(
          dictionary.extensionData(),
          "AppDataDictionary",
          r -> r.list("component_data", LastResort::componentId).contains(COMPONENT_ID));
    } catch (DecodeException e) {
      return false;
    }
  }

  private static int componentId(TlsReader r) {
    int id = r.uint16("ComponentData.component_id");
    r.opaque("ComponentData.data");
    return id;
  }
}
