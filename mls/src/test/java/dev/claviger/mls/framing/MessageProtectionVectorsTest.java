package dev.claviger.mls.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.vectors.RawKeys;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageProtectionVectorsTest {
  @Test
  void messagesOfTheVectorsAreUnprotected_andOursAreToo() {
    for (JsonNode vector : Vectors.read("message-protection.json")) {
      Scenario scenario = new Scenario(vector);
      Content proposal =
          TlsReader.decode(Vectors.bytes(vector, "proposal"), "Proposal", Proposal::read);
      Content commit = TlsReader.decode(Vectors.bytes(vector, "commit"), "Commit", Commit::read);
      Content application = new ApplicationData(Vectors.bytes(vector, "application"));
      scenario.checkPublic(proposal, "proposal_pub");
      scenario.checkPublic(commit, "commit_pub");
      scenario.checkPrivate(proposal, "proposal_priv");
      scenario.checkPrivate(commit, "commit_priv");
      scenario.checkPrivate(application, "application_priv");
      assertThrows(IllegalArgumentException.class, () -> scenario.protectPublic(application));
    }
  }

  private static final class Scenario {
    private final JsonNode vector;
    private final CipherSuite suite;
    private final GroupContext context;
    private final SignaturePublicKey signer;
    private final PublicFraming publicFraming;

    Scenario(JsonNode vector) {
      this.vector = vector;
      suite = Vectors.suite(vector);
      context =
          new GroupContext(
              suite.id(),
              new GroupId(Vectors.bytes(vector, "group_id")),
              Vectors.uint64(vector, "epoch"),
              Vectors.bytes(vector, "tree_hash"),
              Vectors.bytes(vector, "confirmed_transcript_hash"),
              List.of());
      signer = new SignaturePublicKey(Vectors.bytes(vector, "signature_pub"));
      publicFraming = new PublicFraming(suite, context, Vectors.secret(vector, "membership_key"));
    }

    void checkPublic(Content expected, String field) {
      PublicMessage theirs = (PublicMessage) message(field);
      assertEquals(expected, open(theirs));
      assertEquals(expected, open(protectPublic(expected)));
    }

    PublicMessage protectPublic(Content content) {
      return publicFraming.protect(sign(content, WireFormat.PUBLIC_MESSAGE));
    }

    void checkPrivate(Content expected, String field) {
      assertEquals(expected, open((PrivateMessage) message(field)));
      assertEquals(
          expected,
          open(
              privateFraming()
                  .protect(sign(expected, WireFormat.PRIVATE_MESSAGE), Padding.BLOCKS_OF_32)));
    }

    private Content open(PublicMessage message) {
      return publicFraming.unprotect(message).verify(suite, signer).content();
    }

    private Content open(PrivateMessage message) {
      try (OpenedMessage opened = privateFraming().unprotect(message)) {
        return opened.content().verify(suite, signer).content();
      }
    }

    /** With a secret tree of its own: sender and receiver do not share one. */
    private PrivateFraming privateFraming() {
      return new PrivateFraming(
          suite,
          context,
          Vectors.secret(vector, "sender_data_secret"),
          new SecretTree(
              suite,
              new TreeSize(2),
              Vectors.secret(vector, "encryption_secret"),
              RatchetWindow.DEFAULT));
    }

    private AuthenticatedContent sign(Content content, WireFormat format) {
      FramedContent framed =
          new FramedContent(
              context.groupId(),
              context.epoch(),
              new Sender.Member(new LeafIndex(1)),
              Bytes.utf8("aad"),
              content);
      SignedContent signed =
          SignedContent.sign(
              suite,
              RawKeys.signature(suite, Vectors.bytes(vector, "signature_priv")),
              format,
              framed,
              context);
      return content instanceof Commit
          ? signed.withTag(new Mac(Bytes.utf8("any tag")))
          : signed.withoutTag();
    }

    private Object message(String field) {
      return MlsMessage.decode(Vectors.bytes(vector, field)).body();
    }
  }
}
