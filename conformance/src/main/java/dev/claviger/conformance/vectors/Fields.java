package dev.claviger.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The fields of a JSON object, each asked for by name and type; what is amiss is said by name. */
public record Fields(JsonNode node) {
  private static final long UINT32_MAX = 0xFFFF_FFFFL;

  /** Hexadecimal text as bytes. */
  public Bytes hex(String name) {
    return hex(name, text(name));
  }

  /** Hexadecimal text as a secret. */
  public Secret secret(String name) {
    return Secret.copyOf(hex(name));
  }

  public String text(String name) {
    return typed(name, JsonNode::isTextual, "a string").textValue();
  }

  public int integer(String name) {
    return typed(name, JsonNode::canConvertToInt, "an integer").intValue();
  }

  /** An unsigned 32-bit number, in Java's signed {@code int}. */
  public int uint32(String name) {
    long value = typed(name, JsonNode::canConvertToLong, "an integer").longValue();
    if (value < 0 || value > UINT32_MAX) {
      throw new MalformedVectorException("field \"" + name + "\" is not an uint32: " + value);
    }
    return (int) value;
  }

  /** An unsigned 64-bit number, in Java's signed {@code long}. */
  public long uint64(String name) {
    JsonNode value = typed(name, JsonNode::isIntegralNumber, "an integer");
    if (value.bigIntegerValue().signum() < 0 || value.bigIntegerValue().bitLength() > Long.SIZE) {
      throw new MalformedVectorException("field \"" + name + "\" is not an uint64: " + value);
    }
    return value.bigIntegerValue().longValue();
  }

  /** A list of {@code optional<uint32>}. */
  public List<Optional<Integer>> optionalIntegers(String name) {
    return elements(name)
        .map(e -> e.isNull() ? Optional.<Integer>empty() : Optional.of(integer(name, e)))
        .toList();
  }

  public Fields object(String name) {
    return new Fields(typed(name, JsonNode::isObject, "an object"));
  }

  public List<Fields> objects(String name) {
    return elements(name).map(e -> object(name, e)).toList();
  }

  /** The arrays inside an array, each of objects. */
  public List<List<Fields>> objectLists(String name) {
    return elements(name)
        .map(list -> children(name, list).map(e -> object(name, e)).toList())
        .toList();
  }

  /** The arrays inside an array, each of integers. */
  public List<List<Integer>> integerLists(String name) {
    return elements(name)
        .map(list -> children(name, list).map(e -> integer(name, e)).toList())
        .toList();
  }

  /** A list of hexadecimal texts. */
  public List<Bytes> hexList(String name) {
    return optionalHex(name).stream()
        .map(e -> e.orElseThrow(() -> new MalformedVectorException("null in \"" + name + "\"")))
        .toList();
  }

  /** A list of hexadecimal texts or nulls. */
  public List<Optional<Bytes>> optionalHex(String name) {
    return elements(name).map(e -> hexOrNull(name, e)).toList();
  }

  public List<String> texts(String name) {
    return elements(name).map(e -> text(name, e)).toList();
  }

  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  private static Optional<Bytes> hexOrNull(String name, JsonNode element) {
    return element.isNull() ? Optional.empty() : Optional.of(hex(name, text(name, element)));
  }

  private static Bytes hex(String name, String text) {
    try {
      return Bytes.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedVectorException(
          "field \"" + name + "\" is not hexadecimal: " + e.getMessage(), e);
    }
  }

  private static Fields object(String name, JsonNode element) {
    return new Fields(element(name, element, JsonNode::isObject, "an object"));
  }

  private static int integer(String name, JsonNode element) {
    return element(name, element, JsonNode::canConvertToInt, "an integer").intValue();
  }

  private static String text(String name, JsonNode element) {
    return element(name, element, JsonNode::isTextual, "a string").textValue();
  }

  private static Stream<JsonNode> children(String name, JsonNode element) {
    JsonNode array = element(name, element, JsonNode::isArray, "an array");
    return StreamSupport.stream(array.spliterator(), false);
  }

  private Stream<JsonNode> elements(String name) {
    JsonNode array = typed(name, JsonNode::isArray, "an array");
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode element(
      String name, JsonNode element, Predicate<JsonNode> isTyped, String type) {
    if (!isTyped.test(element)) {
      throw new MalformedVectorException("an element of field \"" + name + "\" is not " + type);
    }
    return element;
  }

  private JsonNode typed(String name, Predicate<JsonNode> isTyped, String type) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new MalformedVectorException("field \"" + name + "\" is missing");
    }
    if (!isTyped.test(value)) {
      throw new MalformedVectorException("field \"" + name + "\" is not " + type);
    }
    return value;
  }
}
