package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Lists;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ProposalType;
import java.util.List;

/**
 * The values that mean nothing and keep others used to such (RFC 9420 §13.5). One choice lasts as
 * long as its client: leaves that change with every Commit would cost all members a check.
 *
 * @param values what goes into each list of our capabilities
 */
record Grease(Capabilities values) {
  /** The values reserved are 0x0A0A, 0x1A1A … 0xEAEA; 0xFAFA is for private use. */
  private static final int NOT_RESERVED = 0xF;

  static Grease none() {
    return new Grease(new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  /** A choice that the suite's own source of randomness makes; none among the versions. */
  static Grease random(CipherSuite suite) {
    return new Grease(
        new Capabilities(
            List.of(),
            List.of(new CipherSuiteId(randomCode(suite))),
            List.of(new ExtensionType(randomCode(suite))),
            List.of(new ProposalType(randomCode(suite))),
            List.of(new CredentialType(randomCode(suite)))));
  }

  /** Whether a code point is one of those that mean nothing, in whatever registry. */
  static boolean isReserved(int code) {
    int nibble = code >> 12;
    return nibble != NOT_RESERVED && code == code(nibble);
  }

  /** Extensions of random content, for a list in which unknown ones are ignored. */
  List<Extension> extensions(CipherSuite suite) {
    return Lists.map(
        values.extensions(), type -> new Extension(type, suite.randomBytes(randomNibble(suite))));
  }

  private static int randomCode(CipherSuite suite) {
    int nibble = randomNibble(suite);
    return nibble == NOT_RESERVED ? randomCode(suite) : code(nibble);
  }

  private static int code(int nibble) {
    return nibble << 12 | 0x0A00 | nibble << 4 | 0x000A;
  }

  private static int randomNibble(CipherSuite suite) {
    return suite.randomBytes(1).toByteArray()[0] & 0xF;
  }
}
