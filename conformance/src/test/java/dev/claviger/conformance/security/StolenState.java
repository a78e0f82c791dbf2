package dev.claviger.conformance.security;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.ratchet.SecretTree;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Everything that a member's process holds for a group, copied out of its memory behind its back: a
 * group that works, and lists of all secrets and private keys in it, wherever they are.
 */
final class StolenState {
  private static final List<String> COPIED_PACKAGES =
      List.of("dev.claviger.mls", "dev.claviger.crypto.engine.Software", "dev.claviger.crypto.key");

  private static final Set<String> COPIED_CLASSES =
      Set.of("dev.claviger.crypto.HpkeKeyPair", "dev.claviger.crypto.primitive.RawKeyPair");

  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final List<HpkeKeyPair> keyPairs = new ArrayList<>();
  private final List<Object> objects = new ArrayList<>();
  private final Group group;

  private StolenState(Group victim) {
    this.group = (Group) copy(victim);
  }

  static StolenState of(Group victim) {
    return new StolenState(victim);
  }

  /** A copy of the victim's group that lives a life of its own. */
  Group group() {
    return group;
  }

  List<Secret> secrets() {
    return secrets;
  }

  List<HpkeKeyPair> keyPairs() {
    return keyPairs;
  }

  /** The copied object of a class, of which there is one. */
  <T> T only(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  /** That of the current epoch; past ones may be there too. */
  SecretTree secretTree() {
    try {
      return (SecretTree)
          Reflection.get(GroupState.class.getDeclaredField("secretTree"), only(GroupState.class));
    } catch (NoSuchFieldException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private Object copy(Object original) {
    if (original == null) {
      return null;
    }
    Object known = copies.get(original);
    if (known != null) {
      return known;
    }
    if (original instanceof Secret secret) {
      return remember(original, stolen(secret));
    }
    if (original instanceof KeyVault) {
      return remember(original, SoftwareVault.create());
    }
    if (original instanceof DerivedKeys) {
      return remember(original, DerivedKeys.software());
    }
    if (original instanceof Runnable && original.getClass().isHidden()) {
      return remember(original, (Runnable) () -> {});
    }
    if (original.getClass().getName().startsWith("java.util.")) {
      return container(original).orElse(original);
    }
    return isCopied(original.getClass()) ? copyFields(original) : original;
  }

  private Secret stolen(Secret secret) {
    if (secret.isDestroyed()) {
      return secret;
    }
    Secret copy = secret.copy();
    secrets.add(copy);
    return copy;
  }

  private Optional<Object> container(Object original) {
    if (original instanceof Optional<?> optional) {
      return Optional.of(remember(original, optional.map(this::copy)));
    }
    if (original instanceof Map<?, ?> map) {
      Map<Object, Object> copy = map instanceof SortedMap ? new TreeMap<>() : new LinkedHashMap<>();
      remember(original, copy);
      map.forEach((key, value) -> copy.put(copy(key), copy(value)));
      return Optional.of(copy);
    }
    if (original instanceof Set<?> set) {
      Set<Object> copy = new java.util.LinkedHashSet<>();
      remember(original, copy);
      set.forEach(element -> copy.add(copy(element)));
      return Optional.of(copy);
    }
    if (original instanceof Collection<?> collection) {
      Collection<Object> copy = original instanceof Deque ? new ArrayDeque<>() : new ArrayList<>();
      remember(original, copy);
      collection.forEach(element -> copy.add(copy(element)));
      return Optional.of(copy);
    }
    if (original instanceof ReentrantLock) {
      return Optional.of(remember(original, new ReentrantLock()));
    }
    return Optional.empty();
  }

  private static boolean isCopied(Class<?> type) {
    return !type.isEnum()
        && !type.isHidden()
        && (COPIED_CLASSES.contains(type.getName())
            || COPIED_PACKAGES.stream().anyMatch(type.getName()::startsWith))
        && !type.getName().startsWith("dev.claviger.mls.wire")
        && !type.getName().startsWith("dev.claviger.mls.index")
        && !type.getName().startsWith("dev.claviger.mls.tree.RatchetTree");
  }

  private Object copyFields(Object original) {
    Object copy =
        original.getClass().isRecord() ? Reflection.record(original, this::copy) : fields(original);
    copies.put(original, copy);
    objects.add(copy);
    if (copy instanceof HpkeKeyPair pair) {
      keyPairs.add(pair);
    }
    if (copy instanceof VaultKey key && key.purpose() != KeyPurpose.SIGNATURE) {
      keyPairs.add(key.asHpkeKeyPair());
    }
    return copy;
  }

  private Object fields(Object original) {
    Object copy = Reflection.allocate(original.getClass());
    copies.put(original, copy);
    for (Class<?> type = original.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          Reflection.set(field, copy, valueOf(field, original));
        }
      }
    }
    return copy;
  }

  private Object valueOf(Field field, Object original) {
    Object value = Reflection.get(field, original);
    return field.getType().isPrimitive() ? value : copy(value);
  }

  private <T> T remember(Object original, T copy) {
    copies.put(original, copy);
    return copy;
  }
}
