package dev.claviger.mls.schedule;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.WireFormat;

/**
 * The running hashes over all Commits (RFC 9420 §8.2).
 *
 * <pre>
 * struct {
 *     WireFormat wire_format;
 *     FramedContent content; &#47;* with content_type == commit *&#47;
 *     opaque signature&lt;V&gt;;
 * } ConfirmedTranscriptHashInput;
 *
 * struct {
 *     MAC confirmation_tag;
 * } InterimTranscriptHashInput;
 *
 * confirmed_transcript_hash_[epoch] =
 *     Hash(interim_transcript_hash_[epoch - 1] ||
 *         ConfirmedTranscriptHashInput_[epoch]);
 *
 * interim_transcript_hash_[epoch] =
 *     Hash(confirmed_transcript_hash_[epoch] ||
 *         InterimTranscriptHashInput_[epoch]);
 * </pre>
 */
public final class TranscriptHash {
  private TranscriptHash() {}

  public static Bytes confirmed(
      CipherSuite suite,
      Bytes interimBefore,
      WireFormat wireFormat,
      FramedContent commit,
      Bytes signature) {
    TlsWriter input = new TlsWriter().struct(wireFormat).struct(commit).opaque(signature);
    return suite.hash(interimBefore, input.toBytes());
  }

  public static Bytes interim(CipherSuite suite, Bytes confirmed, Mac confirmationTag) {
    return suite.hash(confirmed, confirmationTag.encode());
  }
}
