package dev.claviger.conformance.interop.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.Extension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * One step of a script: a JSON object with an action, mostly an actor, and what the action needs.
 * The scripts that are in use write the same name in several ways ({@code externalTree}, {@code
 * external_tree}, {@code changeCiphersuite}), so case and underscores of names do not count.
 */
final class Step {
  private final JsonNode json;
  private final Map<String, JsonNode> fields;

  private Step(JsonNode json) {
    this.json = json;
    this.fields =
        json.properties().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    field -> plain(field.getKey()), Map.Entry::getValue, (first, again) -> again));
  }

  /**
   * @throws MalformedScriptException if it is no object
   */
  static Step of(JsonNode json) {
    if (!json.isObject()) {
      throw new MalformedScriptException("a step is an object, not " + json);
    }
    return new Step(json);
  }

  String action() {
    return text("action");
  }

  /** Empty if the action names its actors otherwise. */
  String actor() {
    return text("actor");
  }

  /** Empty if it is missing. */
  String text(String name) {
    JsonNode value = fields.get(plain(name));
    return value == null ? "" : value.asText();
  }

  boolean flag(String name) {
    JsonNode value = fields.get(plain(name));
    return value != null && value.asBoolean();
  }

  /** The index of an earlier step, or another number. */
  int number(String name) {
    JsonNode value = fields.get(plain(name));
    return value == null ? 0 : value.asInt();
  }

  long longNumber(String name) {
    JsonNode value = fields.get(plain(name));
    return value == null ? 0 : value.asLong();
  }

  List<String> texts(String name) {
    return elements(name).stream().map(JsonNode::asText).toList();
  }

  List<Integer> numbers(String name) {
    return elements(name).stream().map(JsonNode::asInt).toList();
  }

  List<Step> steps(String name) {
    return elements(name).stream().map(Step::of).toList();
  }

  /** One object, with nothing in it if it is missing. */
  Step step(String name) {
    JsonNode value = fields.get(plain(name));
    return of(value == null ? JsonNodeFactory.instance.objectNode() : value);
  }

  List<Extension> extensions() {
    List<Extension> extensions = new ArrayList<>();
    for (Step extension : steps("extensions")) {
      extensions.add(
          Extension.newBuilder()
              .setExtensionType(extension.number("extension_type"))
              .setExtensionData(extension.base64("extension_data"))
              .build());
    }
    return extensions;
  }

  /** As it is in the script. */
  JsonNode json() {
    return json;
  }

  private ByteString base64(String name) {
    JsonNode value = fields.get(plain(name));
    try {
      return value == null ? ByteString.EMPTY : ByteString.copyFrom(value.binaryValue());
    } catch (IOException e) {
      throw new MalformedScriptException(name + " is not base64: " + value);
    }
  }

  private List<JsonNode> elements(String name) {
    JsonNode value = fields.get(plain(name));
    return value == null ? List.of() : StreamSupport.stream(value.spliterator(), false).toList();
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
