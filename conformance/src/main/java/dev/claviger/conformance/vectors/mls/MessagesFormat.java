package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.Decoder;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Update;
import java.util.Map;

/** mlswg's {@code messages.json}: every struct is read and written back unchanged. */
final class MessagesFormat extends MlsFormat {
  private static final Map<String, Decoder<? extends TlsStruct>> STRUCTS =
      Map.ofEntries(
          Map.entry("mls_welcome", MlsMessage::read),
          Map.entry("mls_group_info", MlsMessage::read),
          Map.entry("mls_key_package", MlsMessage::read),
          Map.entry("ratchet_tree", RatchetTreeExtension::read),
          Map.entry("add_proposal", withoutType(Add::read)),
          Map.entry("update_proposal", withoutType(Update::read)),
          Map.entry("remove_proposal", withoutType(Remove::read)),
          Map.entry("pre_shared_key_proposal", withoutType(PreSharedKey::read)),
          Map.entry("re_init_proposal", withoutType(ReInit::read)),
          Map.entry("external_init_proposal", withoutType(ExternalInit::read)),
          Map.entry("group_context_extensions_proposal", withoutType(GroupContextExtensions::read)),
          Map.entry("commit", Commit::read),
          Map.entry("public_message_application", MlsMessage::read),
          Map.entry("public_message_proposal", MlsMessage::read),
          Map.entry("public_message_commit", MlsMessage::read),
          Map.entry("private_message", MlsMessage::read));

  MessagesFormat() {
    super("messages");
  }

  @Override
  Verdict check(Fields in) {
    STRUCTS.forEach(
        (name, decoder) -> {
          Bytes encoded = in.hex(name);
          Expect.equal(name, encoded, TlsReader.decode(encoded, name, decoder).encode());
        });
    try (Secret encoded = in.secret("group_secrets")) {
      Secret again = TlsReader.decode(encoded, "GroupSecrets", GroupSecrets::read).encode();
      Expect.reveals("group_secrets", in.hex("group_secrets"), again);
    }
    return Verdict.PASSED;
  }

  /** The vectors give a proposal's body, without the type that precedes it in a message. */
  private static Decoder<TlsStruct> withoutType(Decoder<? extends Proposal> decoder) {
    return r -> {
      Proposal proposal = decoder.read(r);
      return (TlsWriter w) -> proposal.writeBody(w);
    };
  }
}
