package dev.claviger.crypto.key;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a vault can say of a key, as read back from where the key lives and not as it was asked for.
 *
 * @param custody where the key is when it is not in use
 * @param store what holds the key, for a reader: the token's label and model, or "software"
 * @param mechanism the mechanism that uses the key: {@code CKM_ECDSA}, {@code X25519} …
 * @param sensitive CKA_SENSITIVE: the value cannot be read in clear
 * @param neverExtractable CKA_NEVER_EXTRACTABLE: it never could leave, not even wrapped; so false
 *     of a WRAPPED key
 * @param local CKA_LOCAL: it was generated where it lives; tokens say false of what they unwrapped
 * @param route how an HPKE key reaches the KEM's pseudo-random key; empty for a signature key
 * @param operations how often this vault object has used the private key
 * @param untold of the attributes, those that this hardware is known to tell wrongly of keys that
 *     it keeps well: they are false above, and it was known that they would be
 * @param remarks for a reader: which of the above is not to be taken as it stands, and why
 */
public record KeyAttestation(
    KeyRef ref,
    KeyCustody custody,
    KeyPurpose purpose,
    KeyAlgorithm algorithm,
    String store,
    String mechanism,
    boolean sensitive,
    boolean neverExtractable,
    boolean local,
    Optional<AgreementRoute> route,
    long operations,
    Set<CustodyAttribute> untold,
    List<String> remarks) {
  public KeyAttestation {
    untold = Set.copyOf(untold);
    remarks = List.copyOf(remarks);
  }
}
