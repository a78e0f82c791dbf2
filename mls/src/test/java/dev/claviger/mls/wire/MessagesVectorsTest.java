package dev.claviger.mls.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.Decoder;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.vectors.Vectors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesVectorsTest {
  private static final Map<String, Decoder<? extends TlsStruct>> STRUCTS =
      Map.ofEntries(
          Map.entry("mls_welcome", MlsMessage::read),
          Map.entry("mls_group_info", MlsMessage::read),
          Map.entry("mls_key_package", MlsMessage::read),
          Map.entry("ratchet_tree", RatchetTreeExtension::read),
          Map.entry("add_proposal", body(Add::read)),
          Map.entry("update_proposal", body(Update::read)),
          Map.entry("remove_proposal", body(Remove::read)),
          Map.entry("pre_shared_key_proposal", body(PreSharedKey::read)),
          Map.entry("re_init_proposal", body(ReInit::read)),
          Map.entry("external_init_proposal", body(ExternalInit::read)),
          Map.entry("group_context_extensions_proposal", body(GroupContextExtensions::read)),
          Map.entry("commit", Commit::read),
          Map.entry("public_message_application", MlsMessage::read),
          Map.entry("public_message_proposal", MlsMessage::read),
          Map.entry("public_message_commit", MlsMessage::read),
          Map.entry("private_message", MlsMessage::read));

  @Test
  void everyStructSurvivesARoundTrip() {
    for (JsonNode vector : Vectors.read("messages.json")) {
      STRUCTS.forEach(
          (name, decoder) -> {
            Bytes bytes = Vectors.bytes(vector, name);
            assertEquals(bytes, TlsReader.decode(bytes, name, decoder).encode(), name);
          });
    }
  }

  @Test
  void groupSecretsSurviveARoundTrip() {
    for (JsonNode vector : Vectors.read("messages.json")) {
      Secret bytes = Vectors.secret(vector, "group_secrets");
      GroupSecrets decoded = TlsReader.decode(bytes, "GroupSecrets", GroupSecrets::read);
      assertEquals(bytes, decoded.encode());
    }
  }

  /** A proposal without its type before it. */
  private static Decoder<TlsStruct> body(Decoder<? extends Proposal> decoder) {
    return r -> {
      Proposal proposal = decoder.read(r);
      return (TlsWriter w) -> proposal.writeBody(w);
    };
  }
}
