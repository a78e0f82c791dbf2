package dev.claviger.hsm;

import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.WrappedKeyStore;
import dev.claviger.hsm.session.ModuleSpec;
import dev.claviger.hsm.session.SessionLimits;
import dev.claviger.hsm.session.TokenSelector;
import dev.claviger.hsm.vendor.VendorFile;
import dev.claviger.hsm.vendor.VendorProfile;
import dev.claviger.hsm.vendor.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which token a vault is on, and how it is used. Immutable; it holds no PIN.
 *
 * <pre>
 * Pkcs11Config.builder().library(path).tokenLabel("mls").pin(PinSource.file(pinFile)).build()
 * </pre>
 */
public final class Pkcs11Config {
  private static final List<AgreementRoute> TOKEN_ROUTES =
      List.of(AgreementRoute.DIGEST_KEY, AgreementRoute.ON_TOKEN_HKDF, AgreementRoute.RAW_SECRET);

  private final Builder values;

  private Pkcs11Config(Builder values) {
    this.values = values;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The path or name of the PKCS#11 library. */
  public Path library() {
    return values.library;
  }

  /** The routes that HPKE keys may take, the preferred one first. */
  public List<AgreementRoute> routes() {
    return values.routes;
  }

  /** How the keys of that purpose are kept. */
  public Custody custody(KeyPurpose purpose) {
    return values.custody.getOrDefault(purpose, Custody.RESIDENT);
  }

  boolean forbidsWrapped() {
    return values.forbidWrapped;
  }

  /** Whether derived keys are put into the token. */
  boolean importsPathKeys() {
    return values.pathKeys == KeyCustody.IMPORTED;
  }

  Optional<WrappedKeyStore> wrappedKeys() {
    return values.wrappedKeys;
  }

  int unwrappedKeys() {
    return values.unwrappedKeys;
  }

  int objectBudget() {
    return values.objectBudget;
  }

  PinSource pin() {
    return values.pin;
  }

  /** The vendor files that may be believed. */
  Vendors vendors() {
    return new Vendors(values.vendor, values.vendorFile);
  }

  ModuleSpec module() {
    VendorProfile vendor = vendors().ofLibrary(values.library);
    Optional<String> arguments = values.moduleArguments;
    if (values.moduleDatabase.isPresent()) {
      arguments = vendor.initializeWith(values.moduleDatabase.get().toString());
      if (arguments.isEmpty()) {
        throw new Pkcs11LibraryException(
            "no vendor file says how "
                + values.library
                + " is told of the database "
                + values.moduleDatabase.get()
                + "; give Pkcs11Config.Builder.moduleArguments instead");
      }
    }
    return new ModuleSpec(
        values.library,
        values.functionList,
        arguments,
        vendor.serialised(),
        vendor.reinitialises(),
        values.callTimeout,
        values.changeLock);
  }

  TokenSelector token() {
    return new TokenSelector(values.tokenLabel, values.tokenSerial, values.slot);
  }

  SessionLimits limits() {
    return new SessionLimits(
        values.maxSessions,
        (values.wrappedKeys.isPresent() ? 1 : 0) + (importsPathKeys() ? 1 : 0),
        values.sessionTimeout,
        values.logoutOnClose,
        values.finalizeOnClose);
  }

  /** Collects the settings; {@link #library} and {@link #pin} must be given. */
  public static final class Builder {
    private Path library;
    private String functionList = "C_GetFunctionList";
    private Optional<String> moduleArguments = Optional.empty();
    private Optional<Path> moduleDatabase = Optional.empty();
    private Optional<String> vendor = Optional.empty();
    private Optional<VendorFile> vendorFile = Optional.empty();
    private Optional<String> tokenLabel = Optional.empty();
    private Optional<String> tokenSerial = Optional.empty();
    private OptionalLong slot = OptionalLong.empty();
    private PinSource pin;
    private List<AgreementRoute> routes = TOKEN_ROUTES;
    private Map<KeyPurpose, Custody> custody = Map.of();
    private Optional<WrappedKeyStore> wrappedKeys = Optional.empty();
    private boolean forbidWrapped;
    private KeyCustody pathKeys = KeyCustody.SOFTWARE;
    private int unwrappedKeys = 64;
    private int objectBudget = Integer.MAX_VALUE;
    private int maxSessions = 16;
    private Duration sessionTimeout = Duration.ofSeconds(30);
    private Duration callTimeout = Duration.ofMinutes(2);
    private Optional<Path> changeLock = Optional.empty();
    private boolean logoutOnClose;
    private boolean finalizeOnClose;

    private Builder() {}

    private Builder(Builder other) {
      library = other.library;
      functionList = other.functionList;
      moduleArguments = other.moduleArguments;
      moduleDatabase = other.moduleDatabase;
      vendor = other.vendor;
      vendorFile = other.vendorFile;
      tokenLabel = other.tokenLabel;
      tokenSerial = other.tokenSerial;
      slot = other.slot;
      pin = other.pin;
      routes = other.routes;
      custody = other.custody;
      wrappedKeys = other.wrappedKeys;
      forbidWrapped = other.forbidWrapped;
      pathKeys = other.pathKeys;
      unwrappedKeys = other.unwrappedKeys;
      objectBudget = other.objectBudget;
      maxSessions = other.maxSessions;
      sessionTimeout = other.sessionTimeout;
      callTimeout = other.callTimeout;
      changeLock = other.changeLock;
      logoutOnClose = other.logoutOnClose;
      finalizeOnClose = other.finalizeOnClose;
    }

    /** The vendor's shared library. */
    public Builder library(Path library) {
      this.library = Objects.requireNonNull(library);
      return this;
    }

    /** The entry point, where it is not C_GetFunctionList: FC_GetFunctionList for NSS in FIPS. */
    public Builder functionList(String symbol) {
      functionList = Objects.requireNonNull(symbol);
      return this;
    }

    /** The LibraryParameters string of C_Initialize, which NSS softokn needs and others refuse. */
    public Builder moduleArguments(String arguments) {
      moduleArguments = Optional.of(arguments);
      return this;
    }

    /**
     * Where the module keeps its tokens, for one that is told so in C_Initialize: NSS softokn's
     * folder with cert9.db and key4.db. A short form of {@link #moduleArguments}, which the vendor
     * file writes.
     */
    public Builder moduleDatabase(Path folder) {
      moduleDatabase = Optional.of(folder);
      return this;
    }

    /**
     * Whose token it is, if it does not say so itself: the name of a vendor file that comes with
     * Claviger, such as {@code luna}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Builder vendor(String name) {
      vendor = Optional.of(Vendors.file(name).name());
      return this;
    }

    /**
     * Numbers and quirks of the token that override what is known of it: the operator's own vendor
     * file, in the form of the ones in {@code dev/claviger/hsm/vendor}.
     *
     * @throws IllegalArgumentException if it cannot be read, or a statement is not understood
     */
    public Builder vendorFile(Path file) {
      vendorFile = new Vendors(vendor, Optional.of(VendorFile.read(file))).own();
      return this;
    }

    /** Chooses the token by CKA_LABEL as C_GetTokenInfo tells it. What is given must all match. */
    public Builder tokenLabel(String label) {
      tokenLabel = Optional.of(label);
      return this;
    }

    /** Chooses the token by serial number. */
    public Builder tokenSerial(String serial) {
      tokenSerial = Optional.of(serial);
      return this;
    }

    /** Chooses the token by slot number, which on many modules changes between starts. */
    public Builder slot(long slotId) {
      slot = OptionalLong.of(slotId);
      return this;
    }

    /** Where the user PIN comes from. */
    public Builder pin(PinSource source) {
      pin = Objects.requireNonNull(source);
      return this;
    }

    /**
     * The routes that HPKE keys may take, the preferred one first; what is not named is forbidden.
     * The default is DIGEST_KEY, ON_TOKEN_HKDF, RAW_SECRET: the Diffie-Hellman value leaves the
     * token only if there is no other way.
     *
     * @throws IllegalArgumentException for SOFTWARE, which is no route of a token
     */
    public Builder routes(AgreementRoute... preferred) {
      if (List.of(preferred).contains(AgreementRoute.SOFTWARE)) {
        throw new IllegalArgumentException("a token never hands a key over to SOFTWARE");
      }
      routes = List.of(preferred);
      return this;
    }

    /** Forbids routes and leaves the others in their order. */
    public Builder forbid(AgreementRoute... forbidden) {
      Set<AgreementRoute> none = Set.of(forbidden);
      routes = routes.stream().filter(route -> !none.contains(route)).toList();
      return this;
    }

    /**
     * How the keys of a purpose are kept: RESIDENT unless this says otherwise. Keys made before
     * stay as they are.
     *
     * @throws IllegalArgumentException for signature keys that are not RESIDENT
     */
    public Builder custody(KeyPurpose purpose, Custody how) {
      if (purpose == KeyPurpose.SIGNATURE && how.wraps()) {
        throw new IllegalArgumentException(
            "signature keys never leave their token, wrapped or not");
      }
      Map<KeyPurpose, Custody> all = new EnumMap<>(KeyPurpose.class);
      all.putAll(custody);
      all.put(purpose, how);
      custody = all;
      return this;
    }

    /** Where wrapped keys are kept; needed if any are made or used. */
    public Builder wrappedKeys(WrappedKeyStore store) {
      wrappedKeys = Optional.of(store);
      return this;
    }

    /** Whether wrapped keys are out of the question, whatever else is said here. */
    public Builder forbidWrapped(boolean forbid) {
      forbidWrapped = forbid;
      return this;
    }

    /**
     * Where the keys are that RFC 9420 has every member derive, those of parent nodes and {@code
     * external_priv}: SOFTWARE unless this says IMPORTED. Imported keys are session objects, which
     * cannot leave the token and die with their session; then there is a {@link
     * dev.claviger.crypto.key.PathKeysLostException}, which says how to come back. One session more
     * is open for them, and each costs two C_ calls to import and one to destroy.
     *
     * @throws IllegalArgumentException for another custody
     */
    public Builder pathKeys(KeyCustody custody) {
      if (custody != KeyCustody.SOFTWARE && custody != KeyCustody.IMPORTED) {
        throw new IllegalArgumentException("derived keys are SOFTWARE or IMPORTED, not " + custody);
      }
      pathKeys = custody;
      return this;
    }

    /** How many wrapped keys stay unwrapped on the token when they are not in use; 64. */
    public Builder unwrappedKeys(int keys) {
      if (keys < 1) {
        throw new IllegalArgumentException("at least one key, not " + keys);
      }
      unwrappedKeys = keys;
      return this;
    }

    /**
     * How many objects may be on the token, a key pair being two and whoever made them, for this
     * vault to add more; without limit. Set below what the token holds, so that it does not fill
     * up.
     */
    public Builder objectBudget(int objects) {
      if (objects < 2) {
        throw new IllegalArgumentException("a key pair is two objects, more than " + objects);
      }
      objectBudget = objects;
      return this;
    }

    /** The most sessions that operations use at once; 16, and one more holds the login. */
    public Builder maxSessions(int sessions) {
      if (sessions < 1) {
        throw new IllegalArgumentException("at least one session, not " + sessions);
      }
      maxSessions = sessions;
      return this;
    }

    /**
     * For how long a call into the library may not return before operations that wait behind it end
     * with a {@link TokenUnresponsiveException}: two minutes unless set. It must be more than a
     * user takes at the token's keypad. The first vault on a library in a process decides.
     */
    public Builder callTimeout(Duration timeout) {
      callTimeout = Objects.requireNonNull(timeout);
      return this;
    }

    /**
     * A file that this process locks while it makes or destroys lasting objects, so that processes
     * which share the token do so in turns; all of them must give it. SoftHSM wants that: a process
     * that changes a token just when another does overlooks the other's keys for good. Each change
     * then costs a search more, two or three C_ calls. The first vault on a library in a process
     * decides.
     */
    public Builder changeLock(Path file) {
      changeLock = Optional.of(file);
      return this;
    }

    /** How long an operation waits for a session before it fails; 30 seconds. */
    public Builder sessionTimeout(Duration timeout) {
      sessionTimeout = Objects.requireNonNull(timeout);
      return this;
    }

    /**
     * Whether closing the last vault on the token logs this process out, which everybody else in
     * the process feels, SunPKCS11 included; it does not.
     */
    public Builder logoutOnClose(boolean logout) {
      logoutOnClose = logout;
      return this;
    }

    /**
     * Whether closing the last vault on the library finalises it, if it was this library that
     * initialised it; it does not.
     */
    public Builder finalizeOnClose(boolean finalise) {
      finalizeOnClose = finalise;
      return this;
    }

    /**
     * @throws IllegalStateException if the library or the PIN source is missing, or keys shall be
     *     wrapped but may not be or have no store
     */
    public Pkcs11Config build() {
      if (library == null || pin == null) {
        throw new IllegalStateException("a PKCS#11 vault needs a library and a PIN source");
      }
      boolean wraps = custody.values().stream().anyMatch(Custody::wraps);
      if (forbidWrapped && (wraps || wrappedKeys.isPresent())) {
        throw new IllegalStateException("wrapped keys are forbidden here, by forbidWrapped");
      }
      if (wraps && wrappedKeys.isEmpty()) {
        throw new IllegalStateException("wrapped keys need a store, given by wrappedKeys");
      }
      return new Pkcs11Config(new Builder(this));
    }
  }
}
