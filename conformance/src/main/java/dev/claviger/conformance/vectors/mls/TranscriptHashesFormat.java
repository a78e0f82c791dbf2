package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Mac;

/** mlswg's {@code transcript-hashes.json} (RFC 9420 §8.2), and the confirmation tag over them. */
final class TranscriptHashesFormat extends MlsFormat.OfSuite {
  TranscriptHashesFormat() {
    super("transcript-hashes");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    AuthenticatedContent commit =
        TlsReader.decode(
            in.hex("authenticated_content"), "AuthenticatedContent", AuthenticatedContent::read);
    Mac tag =
        commit
            .auth()
            .confirmationTag()
            .orElseThrow(() -> new MalformedVectorException("the content has no confirmation tag"));
    Bytes confirmed =
        TranscriptHash.confirmed(
            suite,
            in.hex("interim_transcript_hash_before"),
            commit.wireFormat(),
            commit.content(),
            commit.auth().signature());
    Expect.equal("confirmed hash", in.hex("confirmed_transcript_hash_after"), confirmed);
    try (Secret key = in.secret("confirmation_key")) {
      suite.verifyMac(key, confirmed, tag.value());
    }
    Expect.equal(
        "interim hash",
        in.hex("interim_transcript_hash_after"),
        TranscriptHash.interim(suite, confirmed, tag));
  }
}
