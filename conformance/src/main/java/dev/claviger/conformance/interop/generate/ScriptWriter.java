package dev.claviger.conformance.interop.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The steps of a script as JSON, in the spelling that the harness's own runner reads. */
final class ScriptWriter {
  private final ArrayNode steps = JsonNodeFactory.instance.arrayNode();

  ArrayNode steps() {
    return steps;
  }

  /** The index of the last step. */
  int last() {
    return steps.size() - 1;
  }

  ObjectNode step(String action) {
    return steps.addObject().put("action", action);
  }

  ObjectNode step(String action, String actor) {
    return step(action).put("actor", actor);
  }

  static void names(ObjectNode step, String field, Collection<String> names) {
    ArrayNode array = step.putArray(field);
    names.forEach(array::add);
  }

  /** An extension {@code required_capabilities} that requires nothing. */
  static void extensions(ObjectNode step) {
    step.putArray("extensions").addObject().put("extension_type", 3).put("extension_data", "AAAA");
  }
}
