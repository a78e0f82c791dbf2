package dev.claviger.conformance.interop.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What one Commit is to cover, each proposal by value or by reference as chance has it. */
final class Proposals {
  private final ScriptWriter out;
  private final Random random;
  private final List<Integer> byReference = new ArrayList<>();
  private final ArrayNode byValue = JsonNodeFactory.instance.arrayNode();

  Proposals(ScriptWriter out, Random random) {
    this.out = out;
    this.random = random;
  }

  List<Integer> byReference() {
    return byReference;
  }

  ArrayNode byValue() {
    return byValue;
  }

  void update(String proposer) {
    out.step("updateProposal", proposer);
    byReference.add(out.last());
  }

  void add(String proposer, int keyPackage) {
    proposal("addProposal", proposer, "add").put("keyPackage", keyPackage);
  }

  void remove(String proposer, String removed) {
    proposal("removeProposal", proposer, "remove").put("removed", removed);
  }

  void psk(String proposer, int step) {
    proposal("externalPSKProposal", proposer, "externalPSK").put("pskID", step);
  }

  void resumptionPsk(String proposer, long epoch) {
    proposal("resumptionPSKProposal", proposer, "resumptionPSK").put("epochID", epoch);
  }

  void extensions(String proposer) {
    ScriptWriter.extensions(
        proposal("groupContextExtensionsProposal", proposer, "groupContextExtensions"));
  }

  private ObjectNode proposal(String action, String proposer, String type) {
    if (random.nextBoolean()) {
      return byValue.addObject().put("proposalType", type);
    }
    ObjectNode step = out.step(action, proposer);
    byReference.add(out.last());
    return step;
  }
}
