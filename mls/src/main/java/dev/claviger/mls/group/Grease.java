package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ProposalType;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * The values that mean nothing and keep others used to such (RFC 9420 §13.5). One choice lasts as
 * long as its client: leaves that change with every Commit would cost all members a check.
 */
record Grease(
    Optional<CipherSuiteId> cipherSuite,
    Optional<ExtensionType> extension,
    Optional<ProposalType> proposal,
    Optional<CredentialType> credential) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How many values are reserved: 0x0A0A, 0x1A1A … 0xEAEA. */
  private static final int RESERVED = 15;

  private static final int MAX_DATA_LENGTH = 16;

  static Grease none() {
    return new Grease(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Grease random() {
    return new Grease(
        Optional.of(new CipherSuiteId(randomCode())),
        Optional.of(new ExtensionType(randomCode())),
        Optional.of(new ProposalType(randomCode())),
        Optional.of(new CredentialType(randomCode())));
  }

  /** An extension of random content, for a list in which unknown ones are ignored. */
  List<Extension> extensions() {
    return extension.map(type -> new Extension(type, randomData())).stream().toList();
  }

  private static int randomCode() {
    int nibble = RANDOM.nextInt(RESERVED);
    return nibble << 12 | 0x0A00 | nibble << 4 | 0x000A;
  }

  private static Bytes randomData() {
    byte[] data = new byte[RANDOM.nextInt(MAX_DATA_LENGTH + 1)];
    RANDOM.nextBytes(data);
    return Bytes.wrap(data);
  }
}
