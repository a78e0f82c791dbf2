package dev.claviger.conformance.interop.runner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.claviger.conformance.interop.ByteStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of one play, in their order. Secrets of the harness are in it, PSKs for instance. */
public final class Transcript {
  private record Call(int step, String actor, String rpc, Message request, Message response) {}

  private final List<Call> calls = new ArrayList<>();

  /**
   * @param response null if there was none
   */
  void add(int step, String actor, String rpc, Message request, Message response) {
    calls.add(new Call(step, actor, rpc, request, response));
  }

  /** One line a call: step, actor, call, and the lengths of what went to and fro. */
  public List<String> lines() {
    return calls.stream()
        .map(
            call ->
                call.step()
                    + " "
                    + call.actor()
                    + " "
                    + call.rpc()
                    + ": "
                    + call.request().getSerializedSize()
                    + " bytes, answered by "
                    + (call.response() == null
                        ? "an error"
                        : call.response().getSerializedSize() + " bytes"))
        .toList();
  }

  /** All of it, bytes in hexadecimal. */
  ArrayNode toJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Call call : calls) {
      ObjectNode entry = array.addObject();
      entry.put("step", call.step()).put("actor", call.actor()).put("rpc", call.rpc());
      entry.set("request", toJson(call.request()));
      if (call.response() != null) {
        entry.set("response", toJson(call.response()));
      }
    }
    return array;
  }

  private static ObjectNode toJson(Message message) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      String name = field.getKey().getName();
      if (field.getValue() instanceof List<?> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(value -> array.addPOJO(plain(value)));
      } else {
        node.putPOJO(name, plain(field.getValue()));
      }
    }
    return node;
  }

  private static Object plain(Object value) {
    if (value instanceof ByteString bytes) {
      return ByteStrings.bytes(bytes).toHex();
    }
    return value instanceof Message message ? toJson(message) : value;
  }
}
