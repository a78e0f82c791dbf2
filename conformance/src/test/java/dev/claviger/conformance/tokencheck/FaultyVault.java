package dev.claviger.conformance.tokencheck;

import dev.claviger.conformance.contract.GuardedKey;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.CustodyAttribute;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Fakes: software vaults that do one thing wrong. */
abstract class FaultyVault extends ForwardingVault {
  static final String SAYS_SO = "this is a fake";

  FaultyVault(KeyVault vault) {
    super(vault);
  }

  /** It has no agreement. */
  static FaultyVault signingOnly(KeyVault vault) {
    return new FaultyVault(vault) {
      @Override
      public VaultSupport supports(KeyAlgorithm algorithm) {
        return algorithm instanceof KemId
            ? new VaultSupport.Unsupported(SAYS_SO)
            : super.supports(algorithm);
      }

      @Override
      public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
        if (algorithm instanceof KemId) {
          throw new UnsupportedKeyException(SAYS_SO);
        }
        return super.generate(purpose, algorithm);
      }
    };
  }

  /** Its HPKE keys read back with that attribute false. */
  static FaultyVault disobedient(KeyVault vault, String attribute) {
    return new FaultyVault(vault) {
      @Override
      public KeyAttestation attest(KeyRef ref) {
        KeyAttestation told = super.attest(ref);
        return told.purpose() == KeyPurpose.SIGNATURE ? told : without(told, attribute);
      }
    };
  }

  /** What is made on it stays. */
  static FaultyVault undying(KeyVault vault) {
    return new FaultyVault(vault) {
      @Override
      public boolean destroy(KeyRef ref) {
        throw new VaultException(SAYS_SO);
      }
    };
  }

  /** It says that it destroyed a key, and hides it; who has its handle can use it. */
  static FaultyVault deaf(KeyVault vault) {
    Set<KeyRef> hidden = new HashSet<>();
    return new FaultyVault(vault) {
      @Override
      public boolean destroy(KeyRef ref) {
        return hidden.add(ref);
      }

      @Override
      public Optional<VaultKey> find(KeyRef ref) {
        return super.find(ref).filter(key -> !hidden.contains(key.ref()));
      }

      @Override
      public List<VaultKey> list() {
        return super.list().stream().filter(key -> !hidden.contains(key.ref())).toList();
      }
    };
  }

  /** Its keys serve only the thread that made them, as if there were but one session. */
  static FaultyVault singleSession(KeyVault vault) {
    return new FaultyVault(vault) {
      @Override
      public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
        Thread owner = Thread.currentThread();
        return GuardedKey.of(
            super.generate(purpose, algorithm),
            arguments -> {
              if (Thread.currentThread() != owner) {
                throw new VaultException(SAYS_SO);
              }
            });
      }
    };
  }

  /** It takes any public key; nobody can tell what it agrees on with one off the curve. */
  static FaultyVault trusting(KeyVault vault, Bytes badPoint) {
    return new FaultyVault(vault) {
      @Override
      public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
        VaultKey key = super.generate(purpose, algorithm);
        HpkePublicKey bad = new HpkePublicKey(badPoint);
        return GuardedKey.of(
            key,
            arguments -> {
              if (arguments.length == 2 && arguments[1].equals(List.of(bad))) {
                arguments[1] = List.of(new HpkePublicKey(key.publicKey()));
              }
            });
      }
    };
  }

  /** It makes a key and then says that it failed. */
  static FaultyVault losing(KeyVault vault) {
    return new FaultyVault(vault) {
      @Override
      public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
        super.generate(purpose, algorithm);
        throw new VaultException(SAYS_SO);
      }
    };
  }

  /** It never answers when it is asked to do that: supports, generate, attest, use, destroy … */
  static FaultyVault hanging(KeyVault vault, String operation) {
    return new FaultyVault(vault) {
      @Override
      public VaultSupport supports(KeyAlgorithm algorithm) {
        answer("supports");
        return super.supports(algorithm);
      }

      @Override
      public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
        answer("generate");
        return GuardedKey.of(super.generate(purpose, algorithm), arguments -> answer("use"));
      }

      @Override
      public KeyAttestation attest(KeyRef ref) {
        answer("attest");
        return super.attest(ref);
      }

      @Override
      public List<VaultKey> list() {
        answer("list");
        return super.list();
      }

      @Override
      public boolean destroy(KeyRef ref) {
        answer("destroy");
        return super.destroy(ref);
      }

      /** As a call into a library does it, deaf to interrupts. */
      private void answer(String asked) {
        if (asked.equals(operation)) {
          new Semaphore(0).acquireUninterruptibly();
        }
      }
    };
  }

  /** Whatever it is asked of a key that it made, the process is at its end. */
  static FaultyVault fatal(KeyVault vault) {
    return new FaultyVault(vault) {
      @Override
      public KeyAttestation attest(KeyRef ref) {
        throw new OutOfMemoryError(SAYS_SO);
      }
    };
  }

  /** It bears a name that a token's owner may well have chosen. */
  static FaultyVault named(KeyVault vault, String name) {
    return new FaultyVault(vault) {
      @Override
      public String name() {
        return name;
      }
    };
  }

  /** It wraps the NIST curves only, and says of its keys that they live on a token. */
  static FaultyVault wrappingNist(KeyVault vault) {
    return new FaultyVault(vault) {
      @Override
      public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
        return algorithm.curve().isNist()
            ? super.supports(algorithm)
            : new VaultSupport.Unsupported(SAYS_SO);
      }

      @Override
      public KeyAttestation attest(KeyRef ref) {
        KeyAttestation told = super.attest(ref);
        return new KeyAttestation(
            told.ref(),
            KeyCustody.RESIDENT,
            told.purpose(),
            told.algorithm(),
            told.store(),
            told.mechanism(),
            told.sensitive(),
            told.neverExtractable(),
            told.local(),
            told.route(),
            told.operations(),
            told.untold(),
            told.remarks());
      }
    };
  }

  /** Its keys read back with CKA_LOCAL false, and that is known of it. */
  static FaultyVault excused(KeyVault vault, Set<CustodyAttribute> untold) {
    return new FaultyVault(vault) {
      @Override
      public KeyAttestation attest(KeyRef ref) {
        KeyAttestation told = super.attest(ref);
        return new KeyAttestation(
            told.ref(),
            told.custody(),
            told.purpose(),
            told.algorithm(),
            told.store(),
            told.mechanism(),
            told.sensitive(),
            told.neverExtractable(),
            false,
            told.route(),
            told.operations(),
            untold,
            List.of("CKA_LOCAL is in this text, which decides nothing"));
      }
    };
  }

  private static KeyAttestation without(KeyAttestation told, String attribute) {
    RecordComponent[] components = KeyAttestation.class.getRecordComponents();
    try {
      Constructor<KeyAttestation> constructor =
          KeyAttestation.class.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(told);
        if (components[i].getName().equals(attribute)) {
          values[i] = false;
        }
      }
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("KeyAttestation is no longer a record of values", e);
    }
  }
}
