package dev.claviger.hsm.jca;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.CustodyAttribute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.vendor.VendorProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a token must say of a key that it keeps: that it cannot leave, and that it does what it is
 * for and nothing else. A key that agrees <em>and</em> decrypts would answer questions that no
 * protocol asks; a wrapping key that decrypts would open what it wraps.
 */
final class KeyDemands {
  private static final Map<String, Boolean> KEPT =
      Map.of(
          "CKA_SENSITIVE", true,
          "CKA_EXTRACTABLE", false,
          "CKA_NEVER_EXTRACTABLE", true,
          "CKA_LOCAL", true);

  /** Sorted, for a reader. */
  private final TreeMap<String, Boolean> flags = new TreeMap<>();

  private final Set<String> uses;

  private KeyDemands(Map<String, Boolean> custody, Set<String> asked, Set<String> wanted) {
    flags.putAll(custody);
    asked.forEach(use -> flags.put(use, wanted.contains(use)));
    this.uses = wanted;
  }

  /** Of a private key that the token generates and keeps. */
  static KeyDemands resident(KeyAlgorithm algorithm) {
    return privateKey(KEPT, algorithm);
  }

  /** Of a private key that is about to be wrapped. */
  static KeyDemands wrappable(KeyAlgorithm algorithm) {
    return privateKey(Map.of("CKA_SENSITIVE", true), algorithm);
  }

  /** Of a private key that was unwrapped, which no token calls its own. */
  static KeyDemands unwrapped(KeyAlgorithm algorithm) {
    return privateKey(Map.of("CKA_SENSITIVE", true, "CKA_EXTRACTABLE", false), algorithm);
  }

  /** Of a secret key that wraps private keys. */
  static KeyDemands wrapping() {
    return new KeyDemands(KEPT, Cka.USES.keySet(), Set.of("CKA_WRAP", "CKA_UNWRAP"));
  }

  /** Of a secret key that seals by an AEAD. */
  static KeyDemands sealing() {
    return new KeyDemands(KEPT, Cka.USES.keySet(), Set.of("CKA_ENCRYPT", "CKA_DECRYPT"));
  }

  /** CKA_ENCRYPT says nothing of a private key; some tokens say it of one that signs. */
  private static KeyDemands privateKey(Map<String, Boolean> custody, KeyAlgorithm algorithm) {
    String use = algorithm instanceof SignatureScheme ? "CKA_SIGN" : "CKA_DERIVE";
    return new KeyDemands(
        custody,
        Set.of("CKA_SIGN", "CKA_DERIVE", "CKA_DECRYPT", "CKA_UNWRAP", "CKA_WRAP"),
        Set.of(use));
  }

  /** The attributes to ask for, and others beside them, in one C_GetAttributeValue. */
  long[] types(long... others) {
    return LongStream.concat(
            flags.keySet().stream().mapToLong(KeyDemands::type), LongStream.of(others))
        .toArray();
  }

  /**
   * In what the token does not say what is demanded; empty if in nothing.
   *
   * @param untold names of attributes that nothing is made of: of those that tell where a key is
   *     from, whatever the token says; of uses, that it says nothing
   */
  String disobedience(Attributes told, Set<String> untold) {
    List<String> faults = new ArrayList<>();
    for (String name : wrong(told)) {
      if (!excused(name, told, untold)) {
        faults.add(fault(name, told));
      }
    }
    return String.join(", ", faults);
  }

  /** The custody attributes that were let pass though they are told wrongly. */
  Set<CustodyAttribute> untold(Attributes told, VendorProfile vendor) {
    List<String> wrong = wrong(told);
    return Stream.of(CustodyAttribute.values())
        .filter(attribute -> wrong.contains(attribute.ckaName()))
        .filter(attribute -> vendor.untold().contains(attribute.ckaName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a reader of an attestation must know of what was let pass, or has changed since. */
  List<String> remarks(Attributes told, VendorProfile vendor) {
    return wrong(told).stream()
        .map(
            name ->
                excused(name, told, vendor.untold())
                    ? "the token does not tell "
                        + name
                        + " rightly of the keys that it generates, by the vendor files "
                        + vendor.names()
                    : "the token says now that " + fault(name, told))
        .toList();
  }

  private List<String> wrong(Attributes told) {
    return flags.keySet().stream().filter(name -> !isAsDemanded(name, told)).toList();
  }

  /** PKCS#11 gives private keys no CKA_WRAP (v3.1, table 28), so they need not deny it. */
  private boolean isAsDemanded(String name, Attributes told) {
    if (flags.get(name)) {
      return told.isSet(type(name));
    }
    return told.isClear(type(name))
        || (name.equals("CKA_WRAP") && told.data(type(name)).isEmpty() && !uses.contains(name));
  }

  private static boolean excused(String name, Attributes told, Set<String> untold) {
    return untold.contains(name)
        && (!Cka.USES.containsKey(name) || told.data(type(name)).isEmpty());
  }

  private String fault(String name, Attributes told) {
    return told.data(type(name)).isEmpty()
        ? name + " is not told"
        : name + " is not " + flags.get(name);
  }

  private static long type(String name) {
    Long use = Cka.USES.get(name);
    return use != null ? use : Cka.CUSTODY.get(name);
  }
}
