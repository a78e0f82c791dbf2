package dev.claviger.mls.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.Decoder;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRegistriesTest {
  private static final int GREASE = 0x0A0A;

  @Test
  void everyCodePointOfEveryRegistrySurvives() {
    for (int code = 0; code <= 0xFFFF; code++) {
      Bytes encoded = Bytes.copyOf((byte) (code >> 8), (byte) code);
      assertEquals(encoded, again(encoded, WireFormat::read));
      assertEquals(encoded, again(encoded, ProtocolVersion::read));
      assertEquals(encoded, again(encoded, ExtensionType::read));
      assertEquals(encoded, again(encoded, ProposalType::read));
      assertEquals(encoded, again(encoded, CredentialType::read));
      CipherSuiteId suite =
          TlsReader.decode(encoded, "suite", r -> ProviderStructs.readCipherSuite(r, "suite"));
      TlsWriter w = new TlsWriter();
      ProviderStructs.write(suite, w);
      assertEquals(encoded, w.toBytes());
    }
  }

  @Test
  void greaseInEveryListOfCapabilitiesSurvives() {
    Capabilities capabilities =
        new Capabilities(
            List.of(new ProtocolVersion(GREASE)),
            List.of(new CipherSuiteId(GREASE)),
            List.of(new ExtensionType(GREASE)),
            List.of(new ProposalType(GREASE)),
            List.of(new CredentialType(GREASE)));
    assertEquals(
        capabilities, TlsReader.decode(capabilities.encode(), "Capabilities", Capabilities::read));
  }

  @Test
  void credentialsOfEveryKindSurvive() {
    for (Credential credential :
        List.of(
            Credential.basic("alice"),
            new Credential.X509(List.of(new Certificate(Bytes.utf8("der")))),
            new Credential.Unknown(new CredentialType(GREASE), Bytes.utf8("x")))) {
      assertEquals(
          credential, TlsReader.decode(credential.encode(), "Credential", Credential::read));
    }
  }

  @Test
  void proposalOfAnUnknownTypeSurvives_andNeedsAPath() {
    CustomProposal custom = new CustomProposal(new ProposalType(0xF00D), Bytes.utf8("x"));
    assertEquals(custom, TlsReader.decode(custom.encode(), "Proposal", Proposal::read));
    assertTrue(custom.proposalType().requiresPath());
  }

  @Test
  void defaultTypesAreSupportedWithoutBeingListed() {
    Capabilities none = new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of());
    assertTrue(none.supports(ExtensionType.RATCHET_TREE));
    assertTrue(none.supports(ProposalType.ADD));
    assertFalse(none.supports(CredentialType.BASIC));
    assertFalse(none.supports(new ExtensionType(0)));
  }

  @Test
  void closedEnumsRefuseWhatTheyDoNotKnow() {
    assertUnknown("00", ContentType::read);
    assertUnknown("04", ContentType::read);
    assertUnknown("05", Sender::read);
    assertUnknown("04", LeafNodeSource::read);
    assertUnknown("03", Node::readTagged);
    assertUnknown("03", ProposalOrRef::read);
    assertUnknown("03", PreSharedKeyId::read);
    assertUnknown("04", ResumptionPskUsage::read);
  }

  @Test
  void messageOfAnotherVersion_isRefused() {
    DecodeException e =
        assertThrows(DecodeException.class, () -> MlsMessage.decode(Bytes.fromHex("00020001")));
    assertEquals("MLSMessage.version", e.field());
  }

  @Test
  void messageOfAnUnknownWireFormat_isRefused() {
    DecodeException e =
        assertThrows(DecodeException.class, () -> MlsMessage.decode(Bytes.fromHex("0001f001")));
    assertEquals("MLSMessage.wire_format", e.field());
  }

  @Test
  void codePointBeyondSixteenBits_isTheCallersBug() {
    assertThrows(IllegalArgumentException.class, () -> new ExtensionType(0x10000));
  }

  @Test
  void lifetimeIsUnsignedAndInclusive() {
    Lifetime forever = new Lifetime(0, -1);
    assertTrue(forever.covers(java.time.Instant.now()));
    assertFalse(forever.isAtMost(1L << 40));
    assertTrue(new Lifetime(5, 10).isAtMost(5));
    assertFalse(new Lifetime(10, 5).isAtMost(-1));
    assertTrue(new Lifetime(5, 10).covers(java.time.Instant.ofEpochSecond(10)));
    assertFalse(new Lifetime(5, 10).covers(java.time.Instant.ofEpochSecond(11)));
  }

  private static Bytes again(Bytes encoded, Decoder<? extends TlsStruct> decoder) {
    return TlsReader.decode(encoded, "code point", decoder).encode();
  }

  private static void assertUnknown(String hex, Decoder<?> decoder) {
    assertThrows(
        DecodeException.class, () -> TlsReader.decode(Bytes.fromHex(hex), "enum", decoder));
  }
}
